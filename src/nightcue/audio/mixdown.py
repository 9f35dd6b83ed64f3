"""Mixing the channels of a recording down to mono."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

LEAST_KEPT = 0.1
"""Share of the mean power of the channels that their average has to keep.

Two alike keep all of it, eight that have nothing to do with one another an eighth, two that are opposite nothing.
"""


def mono(blocks: Callable[[], Iterable[NDArray[np.float32]]]) -> Iterator[NDArray[np.float32]]:
    """Yield the blocks, of shape (n, channels), as one channel of shape (n,): the average of all, or the loudest.

    That is taken where the average would cancel what is in them, as of a microphone with one side wired the other way
    round. `blocks` is called twice for that, where there is more than one channel: to measure, and to mix.
    """
    alone = None
    powers, together = np.zeros(1), 0.0
    for block in blocks():
        if block.shape[1] == 1:
            break
        wide = block.astype(np.float64)
        powers = powers + np.square(wide).sum(axis=0)
        together += float(np.square(wide.mean(axis=1)).sum())
    if together < LEAST_KEPT * powers.mean():
        alone = int(powers.argmax())
    for block in blocks():
        yield block.mean(axis=1) if alone is None else block[:, alone]

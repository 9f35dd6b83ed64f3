"""The floor: inaudible noise under a whole track, so that no speaker switches off in a silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Samples
from nightcue.audio.mixing import saturated
from nightcue.audio.noise import low_noise

Summands = NDArray[np.int32]
"""Samples with room for sums of two."""


def over_floor(blocks: Iterable[Samples], dbfs: float, rate: int = SAMPLE_RATE) -> Iterator[Samples]:
    """Yield the same blocks of mono int16, with noise under them whose RMS is `dbfs` below full scale."""
    floor = _floor(dbfs, rate)
    start = 0
    for block in blocks:
        under = np.take(floor, np.arange(start, start + len(block)), mode="wrap")
        yield saturated(block + under)
        start = (start + len(block)) % len(floor)


@cache
def _floor(dbfs: float, rate: int) -> Summands:
    """Return a loop of the noise, shape (n,)."""
    noise = low_noise(rate).astype(np.float64)
    level: Summands = np.rint(noise * (32768 * 10 ** (dbfs / 20) / noise.std())).astype(np.int32)
    return level

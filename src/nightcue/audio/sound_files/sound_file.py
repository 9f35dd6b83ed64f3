"""The interface of an open sound file, and the errors of opening one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.float32]
"""Samples from -1 to 1, shape (n, channels)."""

BLOCK = 1 << 18
"""Samples read at once, over all channels."""


class SoundFile(Protocol):
    """An open sound file: `rate` samples a second, `frames` samples a channel, None where it does not say."""

    rate: int
    channels: int
    frames: int | None

    def blocks(self) -> Iterator[Block]:
        """Return the sound from its start, a block at a time. Raises DamagedError."""


class DamagedError(Exception):
    """It is no sound file of the kind that it seems to be, or a damaged one."""


class CutShortError(Exception):
    """The file says how long it is, and not all of it is there."""


class MissingExtraError(Exception):
    """Files of this kind are read by a package that a plain installation lacks."""

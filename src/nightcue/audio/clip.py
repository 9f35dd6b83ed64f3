"""A clip: one spoken line, chime or recording."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # a track is played without numpy, which takes a tenth of a second to load
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 22_050
"""Samples a second of every clip that reaches the mix: the rate of both default voices."""

RATES = range(4_000, 768_001)
"""Sample rates that a clip may have: speech needs the lowest, and no recorder goes above the highest."""

Samples: TypeAlias = "NDArray[np.int16]"
"""Mono PCM: int16, shape (n,)."""

Wave: TypeAlias = "NDArray[np.float32]"
"""Mono sound while it is worked on: float32, shape (n,), full scale at -1 and 1."""


@dataclass(frozen=True, eq=False)
class Clip:
    """Mono sound, held in memory (see aside.py): `samples` is int16 of shape (n,), `rate` is samples a second."""

    samples: Samples
    rate: int = SAMPLE_RATE

    def __len__(self) -> int:
        return len(self.samples)

    @cached_property
    def digest(self) -> bytes:
        """What tells its sound from any other's: 32 bytes."""
        return hashlib.sha256(self.samples.astype("<i2", copy=False).data).digest()

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self) / self.rate

    @property
    def held(self) -> int:
        """The bytes of memory that it takes."""
        return self.samples.nbytes

"""Mixing: placements of clips, summed block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nightcue.audio.clip import Clip, Samples


@dataclass(frozen=True)
class Placement:
    """A clip and the sample of the track at which it starts."""

    start: int
    clip: Clip

    @property
    def end(self) -> int:
        """The first sample after the clip."""
        return self.start + len(self.clip)


def mix(placements: Sequence[Placement], length: int, block: int = 65_536) -> Iterator[Samples]:
    """Sum the placements into a track of `length` samples, given as int16 blocks of at most `block` samples.

    Placements may come in any order and overlap; sums saturate at full scale. Memory does not depend on `length`.
    Raises ValueError, before the first block, for a negative length, a block of no samples, a placement that does not
    lie inside the track, and clips of different rates.
    """
    if length < 0 or block < 1:
        raise ValueError(f"cannot mix {length} samples in blocks of {block}")
    for placement in placements:
        if placement.start < 0 or placement.end > length:
            raise ValueError(f"samples {placement.start} to {placement.end} lie outside a track of {length} samples")
    rates = {placement.clip.rate for placement in placements}
    if len(rates) > 1:
        raise ValueError(f"clips of different rates: {sorted(rates)}")
    return _blocks(sorted(placements, key=lambda placement: placement.start), length, block)


def _blocks(placements: list[Placement], length: int, block: int) -> Iterator[Samples]:
    placements.reverse()
    sounding: list[Placement] = []
    for start in range(0, length, block):
        end = min(start + block, length)
        while placements and placements[-1].start < end:
            sounding.append(placements.pop())
        yield _sum(sounding, start, end) if sounding else np.zeros(end - start, np.int16)
        sounding = [placement for placement in sounding if placement.end > end]


def _sum(sounding: list[Placement], start: int, end: int) -> Samples:
    """Samples `start` to `end` of the track, saturated to int16."""
    total = np.zeros(end - start, np.int32)
    for placement in sounding:
        first, last = max(start, placement.start), min(end, placement.end)
        total[first - start : last - start] += placement.clip.samples[first - placement.start : last - placement.start]
    return np.clip(total, -32768, 32767).astype(np.int16)

"""Mixing: placements of clips, summed block by block, over a background and under a gain that sinks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import Clip, Samples

if TYPE_CHECKING:
    from nightcue.audio.background import Background


@dataclass(frozen=True)
class Placement:
    """A clip and the sample of the track at which it starts."""

    start: int
    clip: Clip

    @property
    def end(self) -> int:
        """The first sample after the clip."""
        return self.start + len(self.clip)


def mix(
    placements: Sequence[Placement],
    length: int,
    block: int = 65_536,
    background: Background | None = None,
    fade_to: float = 0.0,
) -> Iterator[Samples]:
    """Sum the placements into a track of `length` samples, given as int16 blocks of at most `block` samples.

    Placements may come in any order and overlap; `background` sounds under them, and the whole sinks by `fade_to` dB
    from the first sample to the last, steadily in dB. Sums are rounded once and saturate at full scale. Memory does
    not depend on `length`. Raises ValueError, before the first block, for a negative length, a block of no samples, a
    gain above 0 dB, a placement that does not lie inside the track, and clips of different rates.
    """
    if length < 0 or block < 1:
        raise ValueError(f"cannot mix {length} samples in blocks of {block}")
    if fade_to > 0:
        raise ValueError(f"a track cannot sink by {fade_to} dB")
    for placement in placements:
        if placement.start < 0 or placement.end > length:
            raise ValueError(f"samples {placement.start} to {placement.end} lie outside a track of {length} samples")
    rates = {placement.clip.rate for placement in placements}
    if len(rates) > 1:
        raise ValueError(f"clips of different rates: {sorted(rates)}")
    blocks = _blocks(sorted(placements, key=lambda placement: placement.start), length, block)
    return blocks if background is None and not fade_to else _under(blocks, length, background, fade_to)


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
    """Return samples `start` to `end` of the track, saturated to int16."""
    apart = all(before.end <= after.start for before, after in pairwise(sounding))
    total: NDArray[Any] = np.zeros(end - start, np.int16 if apart else np.int32)
    for placement in sounding:
        first, last = max(start, placement.start), min(end, placement.end)
        total[first - start : last - start] += placement.clip.samples[first - placement.start : last - placement.start]
    return total if apart else saturated(total)


def _under(blocks: Iterator[Samples], length: int, background: Background | None, fade_to: float) -> Iterator[Samples]:
    """Yield the blocks with `background` added, then sunk."""
    start = 0
    for samples in blocks:
        end = start + len(samples)
        if background is None and not samples.any():
            yield samples
        else:
            total = samples.astype(np.float64)
            if background is not None:
                total += background.samples(start, end) * 32768
            if fade_to:
                total *= np.exp(np.arange(start, end) * (np.log(10) / 20 * fade_to / max(1, length - 1)))
            yield saturated(np.rint(total))
        start = end


def saturated(total: NDArray[Any]) -> Samples:
    """Return whole numbers as int16, those beyond full scale at full scale."""
    return np.asarray(np.clip(total, -32768, 32767), dtype=np.int16)

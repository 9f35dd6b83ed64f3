"""Keep the frames of every stretch of a track, and write them again wherever the same sounds come at the same distance.

A stretch is what sounds between two silences of PARTING samples or more. What is encoded of it depends on nothing else,
but for the place of its first sample within a frame. So of two tracks that differ in one line, each other stretch is
mixed and encoded once, and for the second one not even looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nightcue.audio.clip import Clip
from nightcue.audio.mixing import Placement, mix
from nightcue.audio.mp3.frames import FRAME_SAMPLES, SILENT_FRAME, frame_ends
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.audio.mp3.segments import BEFORE, PARTING, Segments, looped
from nightcue.storage.disk_cache import DiskCache

MOST = 200_000_000
"""Bytes of frames and clips that are kept; when there are more, all are let go. An hour of speech is 190 MB."""


@dataclass(frozen=True)
class Piece:
    """Frames that are written one after another: the `first` one's number, and the byte after each."""

    first: int
    frames: bytes
    ends: tuple[int, ...]


@dataclass(frozen=True)
class _Kept:
    """The pieces of a stretch, numbered from the frame that it begins in, and its clips, so that no other is them."""

    pieces: tuple[Piece, ...]
    clips: tuple[Clip, ...]

    @property
    def size(self) -> int:
        """Bytes of the frames, and of the clips, which nobody else may keep any more."""
        return sum(len(piece.frames) for piece in self.pieces) + sum(clip.samples.nbytes for clip in self.clips)


class Stretches:
    """Stretches by their clips, which are known as the objects they are; what is encoded goes into `store` too."""

    def __init__(self, store: DiskCache) -> None:
        self._store = store
        self._kept: dict[tuple[int, ...], _Kept] = {}
        self._size = 0

    def write(
        self,
        placements: Iterable[Placement],
        frames: int,
        write: Callable[[bytes], object],
        table: SeekTable,
        between: bytes,
    ) -> None:
        """Write `frames` frames of a track with these placements, as Segments writes its blocks."""

        def be_silent(up_to: int) -> None:
            first, last = table.frames, max(table.frames, up_to)
            table.add_silence(last - first)
            write(looped(between, first * len(SILENT_FRAME), last * len(SILENT_FRAME)))

        for stretch in _parted(placements):
            begins = stretch[0].start // FRAME_SAMPLES
            for piece in self._pieces(stretch):
                be_silent(begins + piece.first)
                table.add_frames(piece.ends)
                write(piece.frames)
        be_silent(frames)

    def _pieces(self, stretch: Sequence[Placement]) -> tuple[Piece, ...]:
        start = stretch[0].start
        before = min(start // FRAME_SAMPLES, BEFORE)
        key = [before, start % FRAME_SAMPLES]
        for each in stretch:
            key += (id(each.clip), each.start - start)
        kept = self._kept.get(tuple(key))
        if kept is None:
            kept = _Kept(self._encoded(stretch, before), tuple(each.clip for each in stretch))
            self._size += kept.size
            if self._size > MOST:
                self._kept.clear()
                self._size = 0
            self._kept[tuple(key)] = kept
        return kept.pieces

    def _encoded(self, stretch: Sequence[Placement], before: int) -> tuple[Piece, ...]:
        """Encode a stretch that has `before` frames of silence before the frame that it begins in."""
        first = before * FRAME_SAMPLES + stretch[0].start % FRAME_SAMPLES
        moved = [Placement(each.start - stretch[0].start, each.clip) for each in stretch]
        noted = _Noted()
        with Segments(noted.write, noted, self._store) as segments:
            segments.add(np.zeros(first, np.int16))
            for block in mix(moved, max(each.end for each in moved)):
                segments.add(block)
            segments.finish(0)
        return noted.pieces(before)


class _Noted(SeekTable):
    """Notes where frames are written that are not silent."""

    def __init__(self) -> None:
        super().__init__(expected=0)
        self._parts: list[tuple[int, bytearray]] = []
        self._silent = True

    def add(self, encoded: bytes) -> None:
        if self._silent:
            self._parts.append((self.frames, bytearray()))
        self._silent = False
        self._parts[-1][1].extend(encoded)
        super().add(encoded)

    def add_silence(self, frames: int) -> None:
        self._silent |= frames > 0
        super().add_silence(frames)

    def write(self, written: bytes) -> None:
        """Leave it: `add` was given the same before."""

    def pieces(self, before: int) -> tuple[Piece, ...]:
        """Return what was noted, numbered from the frame after the first `before`."""
        whole = ((first, bytes(part)) for first, part in self._parts)
        return tuple(Piece(first - before, part, tuple(frame_ends(part))) for first, part in whole)


def _parted(placements: Iterable[Placement]) -> list[list[Placement]]:
    """Return the placements in order of time, those together that have less than PARTING samples between them."""
    stretches: list[list[Placement]] = []
    end = 0
    for each in sorted(placements, key=lambda placement: placement.start):
        if stretches and each.start - end < PARTING:
            stretches[-1].append(each)
        else:
            stretches.append([each])
        end = max(end, each.end)
    return stretches

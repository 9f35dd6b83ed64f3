"""Keep the frames of every stretch of a track, and write them again wherever the same sounds come at the same distance.

A stretch is what sounds between two silences of PARTING samples or more. What is encoded of it depends on nothing else,
but for the place of its first sample within a frame. So of two tracks that differ in one line, each other stretch is
mixed and encoded once, and for the second one not even looked at.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np

from nightcue.audio.clip import Clip
from nightcue.audio.mixing import Placement, mix
from nightcue.audio.mp3.frames import FRAME_SAMPLES, frame_ends
from nightcue.audio.mp3.lame import SETTINGS
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.audio.mp3.segments import BEFORE, Segments, write_silence
from nightcue.audio.segmenting import PARTING
from nightcue.machine import cores
from nightcue.storage.disk_cache import DiskCache
from nightcue.threads import Pool

if TYPE_CHECKING:
    from nightcue.progress import Progress

MOST = 200_000_000
"""Bytes of frames and clips that are kept; when there are more, all are let go. An hour of speech is 190 MB."""

_AHEAD = 8
"""Stretches that may wait to be written; LAME lets every core encode one of its own."""

_Key = tuple[int, ...]

_PIECE = Struct("<iII")
"""How a piece begins where it is kept: its first frame, how many it has, and their bytes."""


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
        return sum(len(piece.frames) for piece in self.pieces) + sum(clip.held for clip in self.clips)


class Stretches:
    """Stretches by their clips, which are known as the objects they are; what is encoded goes into `store` too."""

    def __init__(self, store: DiskCache) -> None:
        self._store = store
        self._kept: dict[_Key, _Kept] = {}
        self._size = 0

    def write(
        self,
        placements: Iterable[Placement],
        table: SeekTable,
        write: Callable[[bytes], object],
        between: bytes,
        progress: Progress | None = None,
    ) -> None:
        """Write the frames of a track with these placements, as many as `table` expects, as Segments writes its blocks.

        New ones are encoded on every core while those before them are written. `progress` gets how many frames are.
        """
        with Pool(cores(), "encoding") as threads:
            for stretch, kept in self._every(_parted(placements), threads):
                begins = stretch[0].start // FRAME_SAMPLES
                for piece in kept.pieces:
                    write_silence(write, table, between, begins + piece.first)
                    table.add_frames(piece.ends)
                    write(piece.frames)
                if progress:
                    progress("encoding", table.frames, table.expected)
        write_silence(write, table, between, table.expected)
        if progress:
            progress("encoding", table.expected, table.expected)

    def _every(
        self, stretches: Iterable[Sequence[Placement]], threads: Pool
    ) -> Iterator[tuple[Sequence[Placement], _Kept]]:
        """Yield each stretch as it is kept, while some that come after it are being encoded."""
        begun: dict[_Key, Future[_Kept]] = {}
        waiting: deque[tuple[Sequence[Placement], _Key, Future[_Kept] | _Kept]] = deque()

        def first() -> tuple[Sequence[Placement], _Kept]:
            stretch, key, found = waiting.popleft()
            if isinstance(found, _Kept):
                return stretch, found
            if begun.pop(key, None):
                self._keep(key, found.result())
            return stretch, found.result()

        for stretch in stretches:
            key = _key(stretch)
            found = self._kept.get(key) or begun.get(key)
            if found is None:
                found = begun[key] = threads.submit(self._encoded, stretch, key[0])
            waiting.append((stretch, key, found))
            if len(waiting) > _AHEAD:
                yield first()
        while waiting:
            yield first()

    def _keep(self, key: _Key, kept: _Kept) -> None:
        self._size += kept.size
        if self._size > MOST:
            self._kept.clear()
            self._size = kept.size
        self._kept[key] = kept

    def _encoded(self, stretch: Sequence[Placement], before: int) -> _Kept:
        """Encode a stretch that has `before` frames of silence before the frame that it begins in, or find it kept."""
        clips = tuple(each.clip for each in stretch)
        key = _stored_under(stretch, before)
        if (stored := self._store.load(key)) is not None:
            return _Kept(tuple(_pieces_from(stored)), clips)
        pieces = self._new(stretch, before)
        self._store.store(key, b"".join(map(_as_bytes, pieces)))
        return _Kept(pieces, clips)

    @staticmethod
    def _new(stretch: Sequence[Placement], before: int) -> tuple[Piece, ...]:
        first = before * FRAME_SAMPLES + stretch[0].start % FRAME_SAMPLES
        moved = [Placement(each.start - stretch[0].start, each.clip) for each in stretch]
        noted = _Noted()
        segments = Segments(noted.write, noted, None)
        segments.add(np.zeros(first, np.int16))
        for block in mix(moved, max(each.end for each in moved)):
            segments.add(block)
        segments.finish(0)
        return noted.pieces(before)


def _key(stretch: Sequence[Placement]) -> _Key:
    """Return what tells a stretch from any other: frames of silence before it, its place in a frame, its clips."""
    start = stretch[0].start
    key = [min(start // FRAME_SAMPLES, BEFORE), start % FRAME_SAMPLES]
    for each in stretch:
        key += (id(each.clip), each.start - start)
    return tuple(key)


def _stored_under(stretch: Sequence[Placement], before: int) -> str:
    """Return the key of a stretch in the store: the same, but with its clips known by their sound."""
    start = stretch[0].start
    key = hashlib.sha256(f"stretch; {SETTINGS}; {before} {start % FRAME_SAMPLES}".encode("ascii"))
    for each in stretch:
        key.update(f"; {each.start - start} ".encode("ascii") + each.clip.digest)
    return key.hexdigest()


def _as_bytes(piece: Piece) -> bytes:
    sizes = np.diff(piece.ends, prepend=0).astype("<u2").tobytes()
    return _PIECE.pack(piece.first, len(piece.ends), len(piece.frames)) + sizes + piece.frames


def _pieces_from(stored: bytes) -> Iterator[Piece]:
    """Yield the pieces that `_as_bytes` was given one after another."""
    at = 0
    while at < len(stored):
        first, count, size = _PIECE.unpack_from(stored, at)
        sizes = np.frombuffer(stored, "<u2", count, at + _PIECE.size)
        begins = at + _PIECE.size + sizes.nbytes
        at = begins + size
        yield Piece(first, stored[begins:at], tuple(sizes.cumsum().tolist()))


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

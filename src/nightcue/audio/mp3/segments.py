"""Encode an MP3 in segments, each sound between two silences by itself, with silent frames between them, or faint ones.

A stream that a fresh encoder makes and flushes stands on its own: its first frame refers to nothing before it, and what
it leaves over decodes into the silent frames after it. So a segment is encoded once, kept, and written wherever it
comes again at the same place within a frame; and an edited line costs no more than itself.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property

import lameenc
import numpy as np

from nightcue.audio.clip import Samples
from nightcue.audio.mp3.frames import FRAME_SAMPLES, SILENT_FRAME
from nightcue.audio.mp3.lame import SETTINGS, new_lame
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.storage.disk_cache import DiskCache
from nightcue.threads import Pool

PARTING = 6 * FRAME_SAMPLES
"""Zero samples between two segments, at least, 0.16 s: one takes less than 5 more frames than its sound, BEFORE too."""

BEFORE = 1
"""Silent frames at the start of a segment: a sound that starts at once comes out unlike one that follows silence.

Measured over bedtime against one encoder from end to end: -53 dBFS at most, and -43 with none; two are no better.
"""

LONGEST = 60 * 22_050
"""Samples of a segment that is held until its end; a longer one, such as a background, is encoded as it comes."""

_AHEAD = 8
"""Segments and silences that may wait to be written; LAME lets every core encode a segment of its own."""

_AT_ONCE = 40_000
"""Silent frames that are written at once, a megabyte: a track of hours takes no more memory than one of minutes."""

Waiting = Future[bytes] | bytes | int
"""What is written next: a segment being encoded, frames of one, or the frame up to which there is silence."""


class Segments:
    """Encode the samples of a track, in blocks of any size, and write the frames, counted in `table`.

    They are the same whatever the blocks are, and those of segments are kept in `store`. `between` are the frames that
    are written where nothing sounds, over and over, each as large as a silent one. Segments are encoded in `threads`,
    or at once where there are none.
    """

    def __init__(
        self,
        write: Callable[[bytes], object],
        table: SeekTable,
        store: DiskCache,
        between: bytes = SILENT_FRAME,
        threads: Pool | None = None,
    ) -> None:
        self._write, self._table, self._store, self._between, self._threads = write, table, store, between, threads
        self._waiting: deque[Waiting] = deque()
        self._position = 0
        self._zeros = 0
        self._segment: _Segment | None = None

    def add(self, block: Samples) -> None:
        """Take the next samples, int16 of shape (n,)."""
        done = 0
        for first, end in sounds_in(block):
            self._add_silence(first - done)
            self._add_sound(block[first:end])
            done = end
        self._add_silence(len(block) - done)

    def finish(self, frames: int) -> None:
        """Write the last segment, and silence up to `frames` frames."""
        self._end_segment()
        self._write_later(frames)
        while self._waiting:
            self._write_next(self._waiting.popleft())

    def _add_silence(self, samples: int) -> None:
        self._zeros += samples
        self._position += samples
        if self._zeros >= PARTING:
            self._end_segment()

    def _add_sound(self, samples: Samples) -> None:
        if self._segment is None:
            frame = max(0, self._position // FRAME_SAMPLES - BEFORE)
            lead = self._position - frame * FRAME_SAMPLES
            self._write_later(frame)
            self._segment = _Segment(self._store)
        else:
            lead = self._zeros
        for part in (np.zeros(lead, np.int16), samples):
            if frames := self._segment.add(part):
                self._write_later(frames)
        self._position += len(samples)
        self._zeros = 0

    def _end_segment(self) -> None:
        if self._segment is not None:
            encode = self._segment.finish
            frames = self._segment.stored()
            if frames is None:
                self._write_later(self._threads.submit(encode) if self._threads else encode())
            else:
                self._write_later(frames)
            self._segment = None

    def _write_later(self, waiting: Waiting) -> None:
        self._waiting.append(waiting)
        while len(self._waiting) > _AHEAD:
            self._write_next(self._waiting.popleft())

    def _write_next(self, waiting: Waiting) -> None:
        if isinstance(waiting, int):
            write_silence(self._write, self._table, self._between, waiting)
        else:
            encoded = waiting if isinstance(waiting, bytes) else waiting.result()
            self._table.add(encoded)
            self._write(encoded)


class _Segment:
    """One segment: held until its end and looked up in the store, or, when it is long, encoded as it comes."""

    def __init__(self, store: DiskCache) -> None:
        self._store = store
        self._parts: list[Samples] = []
        self._length = 0
        self._lame: lameenc.Encoder | None = None

    def add(self, samples: Samples) -> bytes:
        """Take samples, and return the frames that are ready if this is a long segment."""
        if self._lame is not None:
            return bytes(self._lame.encode(_bytes(samples)))
        self._parts.append(samples)
        self._length += len(samples)
        if self._length <= LONGEST:
            return b""
        self._lame = new_lame()
        parts, self._parts = self._parts, []
        return bytes(self._lame.encode(_bytes(np.concatenate(parts))))

    def stored(self) -> bytes | None:
        """Return the frames of the whole segment where they are stored; those of a long one never are."""
        return None if self._lame is not None else self._store.load(self._key)

    def finish(self) -> bytes:
        """Encode what is left: all of the segment, which is stored then, but for a long one."""
        if self._lame is not None:
            return bytes(self._lame.flush())
        lame = new_lame()
        frames = bytes(lame.encode(self._content)) + bytes(lame.flush())
        self._store.store(self._key, frames)
        return frames

    @cached_property
    def _content(self) -> bytes:
        return _bytes(np.concatenate(self._parts))

    @cached_property
    def _key(self) -> str:
        return hashlib.sha256(SETTINGS.encode() + self._content).hexdigest()


def sounds_in(block: Samples) -> list[tuple[int, int]]:
    """Return the first sample of each sound, and the one after its last; PARTING zeros or more are between two."""
    sounds: list[tuple[int, int]] = []
    if not block.any():
        return sounds
    loud = np.flatnonzero(np.bitwise_or.reduceat(block, np.arange(0, len(block), FRAME_SAMPLES)))
    for frames in np.split(loud, np.flatnonzero(np.diff(loud) > 1) + 1):
        first, last = int(frames[0]) * FRAME_SAMPLES, int(frames[-1]) * FRAME_SAMPLES
        first += int(np.flatnonzero(block[first : first + FRAME_SAMPLES])[0])
        end = last + int(np.flatnonzero(block[last : last + FRAME_SAMPLES])[-1]) + 1
        if sounds and first - sounds[-1][1] < PARTING:
            first = sounds.pop()[0]
        sounds.append((first, end))
    return sounds


def write_silence(write: Callable[[bytes], object], table: SeekTable, between: bytes, up_to: int) -> None:
    """Write frames of `between`, over and over, until `table` counts `up_to`, a megabyte at most at once."""
    at = table.frames
    table.add_silence(max(0, up_to - at))
    while at < up_to:
        after = min(up_to, at + _AT_ONCE)
        write(_looped(between, at * len(SILENT_FRAME), after * len(SILENT_FRAME)))
        at = after


def _looped(loop: bytes, first: int, last: int) -> bytes:
    """Return bytes `first` to `last` of `loop` over and over."""
    skipped = first % len(loop)
    wanted = skipped + last - first
    return (loop * -(-wanted // len(loop)))[skipped:wanted]


def _bytes(samples: Samples) -> bytes:
    return samples.astype("<i2", copy=False).tobytes()

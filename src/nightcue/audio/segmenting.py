"""Encode a track in segments, each sound between two silences by itself, so that it is encoded once and kept.

What a fresh encoder makes of a sound that follows silence stands on its own, and is written wherever the sound comes
again at the same place within a frame or a packet. What is encoded, and what stands for silence, each format says.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np

from nightcue.audio.clip import Samples
from nightcue.audio.mp3.frames import FRAME_SAMPLES
from nightcue.threads import Pool

PARTING = 6 * FRAME_SAMPLES
"""Zero samples between two segments, at least, 0.16 s: an MP3 has less than 5 more frames than its sound."""

LONGEST = 60 * 22_050
"""Samples of a segment that is held until its end; a longer one, such as a background, is encoded as it comes."""

_AHEAD = 8
"""Segments and silences that may wait to be written; every core can encode a segment of its own."""

Encoded = TypeVar("Encoded", bytes, list[bytes])
"""What a segment becomes: bytes of frames, or packets."""


class Encoder(ABC, Generic[Encoded]):
    """A fresh encoder of one sound."""

    @abstractmethod
    def add(self, samples: Samples) -> Encoded:
        """Take the next samples, int16 of shape (n,), and return what is ready of them."""

    @abstractmethod
    def finish(self) -> Encoded:
        """Return what is left."""


@dataclass(frozen=True)
class Encoding(Generic[Encoded]):
    """How the segments of a format are encoded and kept: `settings` are what shapes them besides the sound.

    A segment begins with `before` silent frames or packets of `unit` samples. Without `load` and `store` none is kept.
    """

    unit: int
    before: int
    settings: str
    new: Callable[[], Encoder[Encoded]]
    load: Callable[[str], Encoded | None] | None = None
    store: Callable[[str, Encoded], None] | None = None


class Segmenting(ABC, Generic[Encoded]):
    """Encode the samples of a track, in blocks of any size; what comes of them is the same whatever the blocks are.

    Segments are encoded in `threads`, or at once where there are none.
    """

    def __init__(self, encoding: Encoding[Encoded], threads: Pool | None) -> None:
        self._encoding: Encoding[Encoded] = encoding
        self._threads = threads
        self._waiting: deque[Future[Encoded] | Encoded | int] = deque()
        self._position = self._zeros = 0
        self._segment: _Segment[Encoded] | None = None

    @abstractmethod
    def _write(self, encoded: Encoded) -> None:
        """Write what a segment has become."""

    @abstractmethod
    def _write_silence(self, up_to: int) -> None:
        """Write what stands for silence, up to so many frames or packets in all."""

    def add(self, block: Samples) -> None:
        """Take the next samples, int16 of shape (n,)."""
        done = 0
        for first, end in _sounds(block):
            self._add_silence(first - done)
            self._add_sound(block[first:end])
            done = end
        self._add_silence(len(block) - done)

    def finish(self, units: int) -> None:
        """Write the last segment, and silence up to `units` frames or packets."""
        self._end_segment()
        self._write_later(units)
        while self._waiting:
            self._write_next()

    def _add_silence(self, samples: int) -> None:
        self._zeros += samples
        self._position += samples
        if self._zeros >= PARTING:
            self._end_segment()

    def _add_sound(self, samples: Samples) -> None:
        lead = self._zeros
        if self._segment is None:
            first = max(0, self._position // self._encoding.unit - self._encoding.before)
            lead = self._position - first * self._encoding.unit
            self._write_later(first)
            self._segment = _Segment(self._encoding)
        for part in (np.zeros(lead, np.int16), samples):
            if ready := self._segment.add(part):
                self._write_later(ready)
        self._position += len(samples)
        self._zeros = 0

    def _end_segment(self) -> None:
        if self._segment is not None:
            encode = self._segment.finish
            kept = self._segment.kept()
            if kept is not None:
                self._write_later(kept)
            else:
                self._write_later(self._threads.submit(encode) if self._threads else encode())
            self._segment = None

    def _write_later(self, waiting: Future[Encoded] | Encoded | int) -> None:
        self._waiting.append(waiting)
        while len(self._waiting) > _AHEAD:
            self._write_next()

    def _write_next(self) -> None:
        waiting = self._waiting.popleft()
        if isinstance(waiting, int):
            self._write_silence(waiting)
        else:
            self._write(waiting.result() if isinstance(waiting, Future) else waiting)


class _Segment(Generic[Encoded]):
    """One segment: held until its end and looked up, or, when it is long, encoded as it comes."""

    def __init__(self, encoding: Encoding[Encoded]) -> None:
        self._encoding: Encoding[Encoded] = encoding
        self._parts: list[Samples] = []
        self._length = 0
        self._encoder: Encoder[Encoded] | None = None

    def add(self, samples: Samples) -> Encoded | None:
        """Take samples, and return what is ready if this is a long segment."""
        if self._encoder is not None:
            return self._encoder.add(samples)
        self._parts.append(samples)
        self._length += len(samples)
        if self._length <= LONGEST:
            return None
        self._encoder = self._encoding.new()
        parts, self._parts = self._parts, []
        return self._encoder.add(np.concatenate(parts))

    def kept(self) -> Encoded | None:
        """Return what is kept of the whole segment, if anything; nothing ever is of a long one."""
        load = self._encoding.load
        return None if self._encoder is not None or load is None else load(self._key)

    def finish(self) -> Encoded:
        """Encode what is left: all of the segment, which is kept then, but for a long one."""
        if self._encoder is not None:
            return self._encoder.finish()
        encoder = self._encoding.new()
        encoded = encoder.add(self._sound) + encoder.finish()
        if self._encoding.store is not None:
            self._encoding.store(self._key, encoded)
        return encoded

    @cached_property
    def _sound(self) -> Samples:
        return np.concatenate(self._parts)

    @cached_property
    def _key(self) -> str:
        return hashlib.sha256(self._encoding.settings.encode() + as_bytes(self._sound)).hexdigest()


def as_bytes(samples: Samples) -> bytes:
    """Return samples as little-endian bytes, two each."""
    return samples.astype("<i2", copy=False).tobytes()


def _sounds(block: Samples) -> list[tuple[int, int]]:
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

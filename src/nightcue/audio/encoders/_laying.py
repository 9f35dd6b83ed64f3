"""Laying an MP3 end to end: each sound between two silences encoded by itself, and silence one frame again and again.

A stream that a fresh encoder makes and flushes stands on its own: its first frame refers to nothing before it, and what
it leaves over decodes into the silent frames after it. So a sound is encoded once, kept, and put wherever it comes
again at the same place within a frame; and an edited line costs no more than itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import lameenc
import numpy as np

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._lame import SETTINGS, new_lame
from nightcue.audio.encoders._xing import FrameCount
from nightcue.audio.shaping import FRAME
from nightcue.audio.store import Store

PARTING = 5 * FRAME
"""Zero samples that part two sounds, 0.13 s: the encoder's delay and what it flushes take less than 4 frames."""

LONGEST = 60 * 22_050
"""Samples of a sound that is held until its end; a longer one, such as a background, is encoded as it comes."""

SILENT_FRAME = bytes.fromhex("fff310c4") + bytes(22)
"""A frame of 8 kbit/s with no main data: silence, once what is before it has rung out."""


class Laying:
    """Takes the samples of a track in blocks of any size, and hands on the same frames whatever the blocks are."""

    def __init__(self, write: Callable[[bytes], object], count: FrameCount, kept: Store) -> None:
        self._write, self._count, self._kept = write, count, kept
        self._position = 0
        self._zeros = 0
        self._sound: _Sound | None = None

    def add(self, block: Samples) -> None:
        """Take the next samples, int16 of shape (n,)."""
        heard = np.flatnonzero(block)
        if not len(heard):
            self._silence(len(block))
            return
        done = 0
        for run in np.split(heard, np.flatnonzero(np.diff(heard) > PARTING) + 1):
            first, end = int(run[0]), int(run[-1]) + 1
            self._silence(first - done)
            self._heard(block[first:end])
            done = end
        self._silence(len(block) - done)

    def finish(self) -> None:
        """Flush the last sound, and fill up with silence to the number of frames that was expected."""
        self._close()
        self._silent_frames(self._count.expected)

    def _silence(self, samples: int) -> None:
        self._zeros += samples
        self._position += samples
        if self._zeros >= PARTING:
            self._close()

    def _heard(self, samples: Samples) -> None:
        if self._sound is None:
            frame, lead = divmod(self._position, FRAME)
            self._silent_frames(frame)
            self._sound = _Sound(self._emit, self._kept)
        else:
            lead = self._zeros
        self._sound.add(np.zeros(lead, np.int16))
        self._sound.add(samples)
        self._position += len(samples)
        self._zeros = 0

    def _close(self) -> None:
        if self._sound is not None:
            self._sound.finish()
            self._sound = None

    def _emit(self, frames: bytes) -> None:
        self._count.add(frames)
        self._write(frames)

    def _silent_frames(self, until: int) -> None:
        """Silent frames up to, not including, frame `until`."""
        missing = until - self._count.frames
        if missing > 0:
            self._count.add_alike(missing, len(SILENT_FRAME))
            self._write(SILENT_FRAME * missing)


class _Sound:
    """One sound: kept back to its end and looked up, or, when it is long, encoded as it comes."""

    def __init__(self, emit: Callable[[bytes], None], kept: Store) -> None:
        self._emit, self._kept = emit, kept
        self._parts: list[Samples] = []
        self._length = 0
        self._lame: lameenc.Encoder | None = None

    def add(self, samples: Samples) -> None:
        if self._lame is not None:
            self._emit(bytes(self._lame.encode(_bytes(samples))))
            return
        self._parts.append(samples)
        self._length += len(samples)
        if self._length > LONGEST:
            self._lame = new_lame()
            self._emit(bytes(self._lame.encode(_bytes(np.concatenate(self._parts)))))
            self._parts = []

    def finish(self) -> None:
        if self._lame is not None:
            self._emit(bytes(self._lame.flush()))
            return
        content = _bytes(np.concatenate(self._parts))
        key = hashlib.sha256(SETTINGS.encode() + content).hexdigest()
        frames = self._kept.load(key)
        if frames is None:
            lame = new_lame()
            frames = bytes(lame.encode(content)) + bytes(lame.flush())
            self._kept.store(key, frames)
        self._emit(frames)


def _bytes(samples: Samples) -> bytes:
    return samples.astype("<i2", copy=False).tobytes()

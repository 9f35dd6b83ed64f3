"""Laying an MP3 end to end: each sound between two silences encoded by itself, and silence one frame again and again.

A stream that a fresh encoder makes and flushes stands on its own: its first frame refers to nothing before it, and what
it leaves over decodes into the silent frames after it. So a sound is encoded once, kept, and put wherever it comes
again at the same place within a frame; and an edited line costs no more than itself.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

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


_AHEAD = 8
"""Sounds and silences that may wait to be written; LAME lets every core encode a sound of its own."""

Coming = Future[bytes] | bytes | int
"""What is written next: a sound being encoded, frames of one, or the frame up to which there is silence."""


class Laying:
    """Takes the samples of a track in blocks of any size, and hands on the same frames whatever the blocks are.

    To be used in a `with` block.
    """

    def __init__(self, write: Callable[[bytes], object], count: FrameCount, kept: Store) -> None:
        self._write, self._count, self._kept = write, count, kept
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="encoding")
        self._coming: deque[Coming] = deque()
        self._position = 0
        self._zeros = 0
        self._sound: _Sound | None = None

    def __enter__(self) -> Laying:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)

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
        self._later(self._count.expected)
        while self._coming:
            self._lay(self._coming.popleft())

    def _silence(self, samples: int) -> None:
        self._zeros += samples
        self._position += samples
        if self._zeros >= PARTING:
            self._close()

    def _heard(self, samples: Samples) -> None:
        if self._sound is None:
            frame, lead = divmod(self._position, FRAME)
            self._later(frame)
            self._sound = _Sound(self._kept)
        else:
            lead = self._zeros
        for part in (np.zeros(lead, np.int16), samples):
            if frames := self._sound.add(part):
                self._later(frames)
        self._position += len(samples)
        self._zeros = 0

    def _close(self) -> None:
        if self._sound is not None:
            self._later(self._threads.submit(self._sound.finish))
            self._sound = None

    def _later(self, coming: Coming) -> None:
        self._coming.append(coming)
        while len(self._coming) > _AHEAD:
            self._lay(self._coming.popleft())

    def _lay(self, coming: Coming) -> None:
        if isinstance(coming, int):
            missing = max(0, coming - self._count.frames)
            self._count.add_alike(missing, len(SILENT_FRAME))
            self._write(SILENT_FRAME * missing)
            return
        frames = coming if isinstance(coming, bytes) else coming.result()
        self._count.add(frames)
        self._write(frames)


class _Sound:
    """One sound: kept back to its end and looked up, or, when it is long, encoded as it comes."""

    def __init__(self, kept: Store) -> None:
        self._kept = kept
        self._parts: list[Samples] = []
        self._length = 0
        self._lame: lameenc.Encoder | None = None

    def add(self, samples: Samples) -> bytes:
        """Take samples; returns the frames that are ready, if it is a long one."""
        if self._lame is not None:
            return bytes(self._lame.encode(_bytes(samples)))
        self._parts.append(samples)
        self._length += len(samples)
        if self._length <= LONGEST:
            return b""
        self._lame = new_lame()
        parts, self._parts = self._parts, []
        return bytes(self._lame.encode(_bytes(np.concatenate(parts))))

    def finish(self) -> bytes:
        """The frames that are left: all of them, but for a long one."""
        if self._lame is not None:
            return bytes(self._lame.flush())
        content = _bytes(np.concatenate(self._parts))
        key = hashlib.sha256(SETTINGS.encode() + content).hexdigest()
        frames = self._kept.load(key)
        if frames is None:
            lame = new_lame()
            frames = bytes(lame.encode(content)) + bytes(lame.flush())
            self._kept.store(key, frames)
        return frames


def _bytes(samples: Samples) -> bytes:
    return samples.astype("<i2", copy=False).tobytes()

"""Clips put aside: where there are many they lie in a temporary file, and are read when they are mixed."""

from __future__ import annotations

import errno
import weakref
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import numpy as np

from nightcue.audio.clip import Clip, Samples
from nightcue.debugging import log, log_error
from nightcue.storage.scratch import nameless_file

HELD = 64_000_000
"""Bytes of clips that stay in memory, 24 minutes of speech: more than any shipped routine has."""

_AT_ONCE = 0
"""No buffer: what a full disk did not take would be tried again before anything is read."""


class Aside:
    """Keeps in memory the first clips that are put into it, up to HELD, and the others in a file.

    The file is in `folder`, or else wherever temporary files are. Where none can be written, all stay in memory.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._room = HELD
        self._file: _File | None = None
        self._can_write = True

    def put(self, clip: Clip) -> Clip:
        """Return the same sound; may be called from many threads at once."""
        with self._lock:
            if clip.held <= self._room or not self._can_write:
                self._room -= clip.held
                return clip
            try:
                self._file = self._file or _File(self._new())
                return _ClipInFile(self._file, self._file.append(clip.samples), len(clip), clip.rate)
            except OSError as problem:
                log_error("clips stay in memory", problem)
                self._can_write = False
                return clip

    def _new(self) -> BinaryIO:
        try:
            file = nameless_file(self._folder, _AT_ONCE)
        except OSError:  # the cache is not there, or is only to be read
            return nameless_file(buffering=_AT_ONCE)
        log("clips are put aside in %s", self._folder)
        return file


class _File:
    """Samples one after another; gone with the last clip in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end = 0
        self._lock = Lock()
        weakref.finalize(self, file.close)

    def append(self, samples: Samples) -> int:
        """Write samples at the end and return their place, in bytes. Raises OSError."""
        content = samples.tobytes()
        with self._lock:
            place = self._file.seek(self._end)
            if self._file.write(content) < len(content):
                raise OSError(errno.ENOSPC, "No space left on device")  # a part of it was written
            self._end += len(content)
            return place

    def read(self, place: int, count: int) -> Samples:
        """Return `count` samples from their place. Raises OSError."""
        with self._lock:
            self._file.seek(place)
            content = self._file.read(count * 2)
        return np.frombuffer(content, np.int16, count)


class _ClipInFile(Clip):
    """A clip whose samples are read, each time anew, when they are asked for, which raises OSError where it fails."""

    _file: _File
    _place: int
    _count: int

    def __init__(self, file: _File, place: int, count: int, rate: int) -> None:
        for name, value in (("_file", file), ("_place", place), ("_count", count), ("rate", rate)):
            object.__setattr__(self, name, value)

    @property
    def samples(self) -> Samples:
        return self._file.read(self._place, self._count)

    def __len__(self) -> int:
        return self._count

    @property
    def held(self) -> int:
        """No memory at all."""
        return 0

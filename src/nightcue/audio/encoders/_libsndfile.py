"""Writing through libsndfile, which is shared by wav, flac, ogg and opus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, TypeVar

import numpy as np
import soundfile
from numpy.typing import NDArray

Result = TypeVar("Result")


def write_sound(file: BinaryIO, blocks: Iterable[NDArray[np.generic]], rate: int, container: str, subtype: str) -> None:
    """Write mono `blocks` (int16, or float from -1 to 1) at `rate` samples a second; names as libsndfile has them.

    Raises OSError when `file` cannot be written.
    """
    watched = _WatchedFile(file)
    try:
        with soundfile.SoundFile(watched, "w", rate, 1, subtype, format=container) as sound:
            for block in blocks:
                sound.write(block)
                watched.raise_problem()
    except (soundfile.LibsndfileError, AssertionError) as problem:
        # The write that went wrong is the cause; libsndfile only says that something did.
        watched.raise_problem()
        raise OSError(f"libsndfile stopped: {problem}") from problem
    watched.raise_problem()


class _WatchedFile:
    """A file for libsndfile that remembers the first failure: an exception is lost on its way through C code."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._problem: BaseException | None = None

    def write(self, data: bytes) -> int:
        return self._attempt(lambda: self._file.write(data), 0)

    def seek(self, offset: int, whence: int) -> int:
        return self._attempt(lambda: self._file.seek(offset, whence), -1)

    def tell(self) -> int:
        return self._file.tell()

    def raise_problem(self) -> None:
        """Raise the first failure, if there was one."""
        if self._problem is not None:
            raise self._problem

    def _attempt(self, action: Callable[[], Result], failed: Result) -> Result:
        if self._problem is not None:
            return failed
        try:
            return action()
        except BaseException as problem:
            self._problem = problem
            return failed

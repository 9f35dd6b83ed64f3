"""Writing through a library in C, without losing what goes wrong in the file below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, TypeVar

Result = TypeVar("Result")


class WatchedFile:
    """A file for such a library that remembers the first failure: an exception is lost on its way through C code."""

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

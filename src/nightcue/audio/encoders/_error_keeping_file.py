"""A file wrapper for C libraries: it keeps the exceptions that they would lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, TypeVar

Result = TypeVar("Result")


class ErrorKeepingFile:
    """Write to a file, and keep the first exception that this raises; nothing is written after it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: BaseException | None = None

    def write(self, data: bytes) -> int:
        return self._attempt(lambda: self._file.write(data), 0)

    def seek(self, offset: int, whence: int) -> int:
        return self._attempt(lambda: self._file.seek(offset, whence), -1)

    def tell(self) -> int:
        return self._file.tell()

    def raise_error(self) -> None:
        """Raise the exception that was kept, if there is one."""
        if self._error is not None:
            raise self._error

    def _attempt(self, action: Callable[[], Result], failed: Result) -> Result:
        if self._error is not None:
            return failed
        try:
            return action()
        except BaseException as error:
            self._error = error
            return failed

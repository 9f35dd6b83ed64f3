"""The door to every file that is read: a regular one, and no pipe or device, which might never answer or never end."""

from __future__ import annotations

import errno
import io
import os
import stat

TYPE_CHECKING = False  # the real one is in a module that takes longer to load than an answer that is kept
if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

MOST = 2_000_000_000
"""Bytes of a file that is read at once, where its reader knows no smaller number: what memory holds."""
_BLOCK = 1 << 20


class NotAFileError(OSError):
    """What is there is no regular file; `strerror` says what it is."""

    def __init__(self, path: Path | str, what: str) -> None:
        super().__init__(errno.EINVAL, f"this is {what}, not a file", str(path))


class TooLargeError(OSError):
    """A file has more than the bytes that are read of it."""

    def __init__(self, path: Path | str, most: int) -> None:
        super().__init__(errno.EFBIG, f"it has more than {most:,} bytes", str(path))


def open_file(path: Path | str) -> io.BufferedReader:
    """Open the regular file at `path` to read it. Raises NotAFileError for anything else, and OSError."""
    refuse_no_file(path, os.stat(path).st_mode)  # to open some devices is to do something with them
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 (whoever asks closes it)
    try:
        # it may have become something else meanwhile
        refuse_no_file(path, os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def read_file(path: Path | str, most: int = MOST) -> bytes:
    """Return the content of the file at `path`, up to `most` bytes. Raises NotAFileError, TooLargeError, OSError."""
    with open_file(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise TooLargeError(path, most)
        blocks, left = [], most + 1
        # block by block, for Python takes memory for all that it is asked for
        while left and (block := file.read(min(left, _BLOCK))) != b"":
            if block is None:  # a file of the system that waits for something to happen
                raise NotAFileError(path, "a pipe of the system")
            blocks.append(block)
            left -= len(block)
    if not left:
        raise TooLargeError(path, most)
    return b"".join(blocks)


def beginning_of(path: Path, most: int) -> bytes | None:
    """Return the first `most` bytes of the regular file at `path`, or None if there is no readable one."""
    try:
        with open_file(path) as file:
            return file.read(most)
    except OSError:
        return None


def read_at(file: BinaryIO, position: int, count: int) -> bytes:
    """Return `count` bytes of an open file from byte `position` on, or as many as there are."""
    file.seek(position)
    return file.read(count)


def refuse_no_file(path: Path | str, mode: int) -> None:
    """Raise NotAFileError where `mode`, of os.stat, is that of a folder, a pipe or a device."""
    if stat.S_ISDIR(mode):
        raise NotAFileError(path, "a folder")
    if not stat.S_ISREG(mode):
        raise NotAFileError(path, "a device or a pipe")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))

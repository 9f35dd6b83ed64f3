"""The file of a routine that is changed: read once, saved whole or not at all, and watched for changes by others."""

from __future__ import annotations

import stat
from pathlib import Path

from nightcue.document.errors import CannotOpenError, ChangedOnDiskError
from nightcue.language.source import MAX_BYTES
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.reading import NotAFileError, TooLargeError, read_file
from nightcue.storage.targets import see_on_disk

_MARK = b"\xef\xbb\xbf"
"""What some editors begin UTF-8 with; it is no part of the text, and stays."""


class RoutineFile:
    """A file, and what it held when it was read or saved last."""

    def __init__(self, path: Path) -> None:
        """Read the file at `path`. Raises CannotOpenError where it is none, or no text of at most MAX_BYTES."""
        self.path = path
        self.known = self._read()
        self.text = _decoded(path, self.known)

    def other(self) -> bytes | None:
        """Return what the file holds, if it is something else than was read or saved last; None if not, or no file."""
        try:
            there = self._read()
        except CannotOpenError:
            return None
        return None if there == self.known else there

    def save(self, text: str) -> None:
        """Put `text` in the place of what the file holds.

        Raises ChangedOnDiskError where that is something else than was read or saved last, and OSError.
        """
        mark = _MARK if self.known.startswith(_MARK) else b""
        new = mark + text.encode("utf-8", "replace")
        try:
            mode = stat.S_IMODE(self.path.stat().st_mode)
        except FileNotFoundError:
            mode = 0o666
        with atomic_file(self.path, mode=mode) as file:
            file.write(new)
            see_on_disk(file)
            # in the last moment, for another program may be saving too
            if self.other() is not None:
                raise ChangedOnDiskError
        self.known, self.text = new, text

    def take(self, there: bytes) -> None:
        """Take `there` for what was read last, to go on from it. Raises CannotOpenError where it is no text."""
        self.text = _decoded(self.path, there)
        self.known = there

    def accept(self, there: bytes) -> None:
        """Take `there` for what was read last, to be saved over."""
        self.text = there.removeprefix(_MARK).decode("utf-8", "replace")
        self.known = there

    def _read(self) -> bytes:
        try:
            return read_file(self.path, MAX_BYTES)
        except NotAFileError as problem:
            raise CannotOpenError(f"{self.path}: {problem.strerror}") from None
        except TooLargeError:
            raise CannotOpenError(f"{self.path} is larger than {MAX_BYTES:,} bytes, too large for a routine") from None
        except OSError as problem:
            raise CannotOpenError(f"{self.path} cannot be read: {problem.strerror or problem}") from None


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError:
        raise CannotOpenError(f"{path} is not UTF-8 text; save it again as UTF-8") from None

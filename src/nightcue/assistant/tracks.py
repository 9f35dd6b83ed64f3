"""The one folder in which an assistant may leave tracks, each with its routine beside it."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from nightcue.language.copying import UnusableNameError, see_name
from nightcue.language.names_of_files import REVIEWED
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.reading import read_file

_MARK = re.compile(rb"# written by nightcue mcp, (?P<digest>[0-9a-f]{32})\n\Z")
"""The last line of a routine that was written here, with the digest of all before it."""


class NameNotFreeError(Exception):
    """No track can be made under that name."""


class Tracks:
    """The folder at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    def signed(self, name: str) -> Path:
        """Return where it is written who has read the routine of that name."""
        return self.path / f"{name}{REVIEWED}"

    def see_free(self, name: str) -> None:
        """Raise NameNotFreeError unless nothing of that name is there but what an assistant wrote itself."""
        try:
            see_name(name)
        except UnusableNameError as error:
            raise NameNotFreeError(str(error)) from None
        routine = self._routine(name)
        there = [each for each in self.path.glob(f"{name}.*") if not each.name.endswith(REVIEWED)]
        if not there:
            return
        if any(map(os.path.islink, there)) or not _is_our_own(routine):
            raise NameNotFreeError(f"{there[0].name} is there already, and is somebody else's; take another name")

    def keep(self, name: str, text: str) -> Path:
        """Write the text of a routine beside its track, and return its path. Raises OSError."""
        routine, content = self._routine(name), text.encode()
        content += b"" if content.endswith(b"\n") else b"\n"
        self.path.mkdir(parents=True, exist_ok=True)
        with atomic_file(routine) as file:
            file.write(content + f"# written by nightcue mcp, {_digest(content)}\n".encode())
        return routine

    def _routine(self, name: str) -> Path:
        return self.path / f"{name}.yaml"


def _is_our_own(routine: Path) -> bool:
    """Return whether an assistant wrote the routine, and nobody has changed it since."""
    try:
        content = read_file(routine)
    except OSError:
        return False
    found = _MARK.search(content)
    return found is not None and found["digest"].decode() == _digest(content[: found.start()])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]

"""Values kept beside Python's compiled modules: what takes longer to make out of a file than to read.

As with Python's own, whatever was kept by another version, of another source, or is damaged, is not used, and where
nothing can be written nothing is kept.
"""

from __future__ import annotations

import atexit
import marshal
import sys
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_LARGEST = 4 * 2**20
"""Bytes; a file that is larger has mostly what nobody uses any more, and is begun anew."""

_DIGEST = 32


def place(module: str, ending: str) -> Path:
    """Return the file beside the compiled module at the path `module`, with another ending."""
    return Path(cache_from_source(module)).with_suffix(ending)


def state_of(source: Path) -> str:
    """Return what tells a file from a changed one: its place, time and size. Raises OSError."""
    state = source.stat()
    return f"{source} {state.st_mtime_ns} {state.st_size}"


def kept(path: Path, made_for: str) -> Any:
    """Return what is kept in a file, if it was `made_for` the same, else None."""
    try:
        content = memoryview(path.read_bytes())  # of megabytes, each copy takes as long as to read them
    except OSError:
        return None
    if len(content) > _LARGEST or content[:_DIGEST] != _digest(made_for, content[_DIGEST:]):
        return None
    return marshal.loads(content[_DIGEST:])


def keep(path: Path, made_for: str, value: Any) -> None:
    """Keep a value of Python's plain kinds in a file, unless Python was told to write none."""
    from nightcue.storage.atomic_file import atomic_file

    if sys.dont_write_bytecode:
        return
    content = marshal.dumps(value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            file.write(_digest(made_for, content) + content)
    except OSError:
        return  # as Python does where it cannot write its own


class Table:
    """A table that is kept in a file: read at once, and written when the program ends if something was added to it."""

    def __init__(self, path: Path, made_for: str) -> None:
        self._path, self._made_for = path, made_for
        self._content: dict[Any, Any] = self._read()
        self._is_new = False

    def get(self, key: Any) -> Any:
        """Return what is under a key, or None."""
        return self._content.get(key)

    def add(self, key: Any, value: Any) -> None:
        """Keep a value that is not None under a key, both of Python's plain kinds."""
        self._content[key] = value
        if not self._is_new:
            self._is_new = True
            atexit.register(self.write)

    def write(self) -> None:
        """Keep everything, with what other programs have added since."""
        keep(self._path, self._made_for, {**self._read(), **self._content})

    def _read(self) -> dict[Any, Any]:
        return kept(self._path, self._made_for) or {}


def _digest(made_for: str, content: bytes | memoryview) -> bytes:
    digest = sha256(f"{sys.version} {made_for} ".encode())
    digest.update(content)
    return digest.digest()

"""Patterns as Python compiled them, kept beside the compiled modules: to compile them takes longer than all they judge.

Python offers no way to keep a compiled pattern, so this uses what `re` itself is made of. Where that is another than
here, where the folder cannot be written, or where what was kept is damaged, the patterns are compiled as ever.
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
from array import array
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_LARGEST = 16 * 2**20
"""Bytes; a file that is larger has mostly patterns that nobody writes any more, and is begun anew."""


def compiled(expression: str) -> re.Pattern[str]:
    """Return an expression compiled, from what was kept of it where there is any."""
    try:
        return _kept().pattern(expression)
    except Exception:  # whatever is another than here in this Python
        return re.compile(expression)


@cache
def _kept() -> _Kept:
    return _Kept(Path(cache_from_source(__file__)).with_suffix(".patterns"))


class _Kept:
    """The file of compiled patterns, read at once, and written when the program ends if it lacks one that was used."""

    def __init__(self, path: Path) -> None:
        engine: Any = import_module("_sre")
        self._compile = engine.compile
        self._made_for = f"{sys.version} {engine.MAGIC} {engine.CODESIZE} {array('I').itemsize} {sys.byteorder}"
        self._path = path
        self._parts: dict[str, tuple[Any, ...]] = self._read()
        self._is_new = False

    def pattern(self, expression: str) -> re.Pattern[str]:
        """Return an expression compiled."""
        if expression not in self._parts:
            self._parts[expression] = _parts_of(expression)
            if not self._is_new and not sys.dont_write_bytecode:
                self._is_new = True
                atexit.register(self._write)
        flags, code, groups, names, groups_named = self._parts[expression]
        pattern: re.Pattern[str] = self._compile(
            expression, flags, array("I", code).tolist(), groups, names, groups_named
        )
        return pattern

    def _read(self) -> dict[str, tuple[Any, ...]]:
        try:
            content = self._path.read_bytes()
        except OSError:
            return {}
        digest, kept = content[:32], content[32:]
        if len(kept) > _LARGEST or digest != self._digest(kept):
            return {}
        parts: dict[str, tuple[Any, ...]] = marshal.loads(kept)
        return parts

    def _write(self) -> None:
        from nightcue.storage.atomic_file import atomic_file

        kept = marshal.dumps({**self._read(), **self._parts})
        try:
            with atomic_file(self._path) as file:
                file.write(self._digest(kept) + kept)
        except OSError:
            return  # as Python does where it cannot write its own

    def _digest(self, kept: bytes) -> bytes:
        return sha256(self._made_for.encode() + kept).digest()


def _parts_of(expression: str) -> tuple[Any, ...]:
    """Return what `re` makes a pattern of: its flags, its code, and its groups with their names."""
    made_of: Any = re
    parsed = made_of._parser.parse(expression, 0)
    names = parsed.state.groupdict
    groups_named: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups_named[number] = name
    code = array("I", made_of._compiler._code(parsed, 0)).tobytes()
    return parsed.state.flags, code, parsed.state.groups - 1, names, tuple(groups_named)

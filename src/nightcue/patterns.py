"""Patterns as Python compiled them, kept beside the compiled modules: to compile them takes longer than to use them.

Python offers no way to keep a compiled pattern, so this uses what `re` itself is made of. Where that is another than
here, where the folder cannot be written, or where what was kept is damaged, the patterns are compiled as ever.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from nightcue import beside_compiled


def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, from what was kept of it where there is any.

    Of expressions that come with nightcue, for what people write would be kept for good. Raises re.error.
    """
    try:
        return _kept().pattern(expression, int(flags))
    except Exception:  # whatever is another than here in this Python
        return re.compile(expression, flags)


@cache
def _kept() -> Patterns:
    return Patterns(beside_compiled.place(__file__, ".patterns"))


class Patterns:
    """The patterns in the file at `path`: their parts, by what was written and its flags."""

    def __init__(self, path: Path) -> None:
        engine: Any = import_module("_sre")
        self._compile = engine.compile
        made_for = f"{engine.MAGIC} {engine.CODESIZE} {array('I').itemsize} {sys.byteorder}"
        self.table = beside_compiled.Table(path, made_for)

    def pattern(self, expression: str, flags: int = 0) -> re.Pattern[str]:
        """Return an expression compiled."""
        parts = self.table.get((expression, flags))
        if parts is None:
            parts = _parts_of(expression, flags)
            self.table.add((expression, flags), parts)
        all_flags, code, groups, names, groups_named = parts
        pattern: re.Pattern[str] = self._compile(
            expression, all_flags, array("I", code).tolist(), groups, names, groups_named
        )
        return pattern


def _parts_of(expression: str, flags: int) -> tuple[Any, ...]:
    """Return what `re` makes a pattern of: its flags, its code, and its groups with their names."""
    made_of: Any = re
    parsed = made_of._parser.parse(expression, flags)
    names = parsed.state.groupdict
    groups_named: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups_named[number] = name
    code = array("I", made_of._compiler._code(parsed, flags)).tobytes()
    return parsed.state.flags, code, parsed.state.groups - 1, names, tuple(groups_named)

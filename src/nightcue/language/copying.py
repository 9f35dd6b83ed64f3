"""A routine copied with everything it includes, as the start of one's own."""

from __future__ import annotations

import re
from pathlib import Path

from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.library import FIRST_LANGUAGE, OWN
from nightcue.language.reading import read_routine

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
SCHEMA = "schema.json"


class NameTakenError(Exception):
    """There is such a routine already."""


class UnusableNameError(Exception):
    """A routine cannot have this name."""


def copy_routine(source: Path, name: str) -> Path:
    """Copy the routine at `source` to ./routines/NAME.yaml, and its parts beside it where they are missing.

    Returns the new file. Raises NameTakenError, UnusableNameError, or RoutineError when the source has errors or the
    copy cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise UnusableNameError(f"'{name[:64]}' cannot be a name: letters, digits, - and _, such as my-bedtime")
    routine = read_routine(source)
    language = routine.speech.locale.language
    folder = OWN if language == FIRST_LANGUAGE else OWN / language
    target = folder / f"{name}.yaml"
    if target.exists():
        raise NameTakenError(f"{target} is there already; choose another name, or edit that one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for used in [*routine.files, source.resolve().parent / SCHEMA]:
            copy = folder / used.relative_to(source.resolve().parent)
            if used.exists() and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(used.read_bytes())
        target.write_bytes(source.read_bytes())
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise RoutineError([Diagnostic(Span(target), "not-written", message)]) from None
    return target

"""What is found in a routine, until the package `document` is there."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.document.document import Document
from nightcue.language.diagnostics import DiagnosedError, Diagnostic
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Script


@dataclass(frozen=True)
class Findings:
    """The routine and its script where there are some, and what was found."""

    routine: Routine | None
    script: Script | None
    found: tuple[Diagnostic, ...]


def look(document: Document) -> Findings:
    """Stand in."""
    try:
        routine = read_routine(document.path)
        script = unroll(routine)
    except DiagnosedError as error:
        return Findings(None, None, tuple(error.diagnostics))
    return Findings(routine, script, tuple(script.warnings))

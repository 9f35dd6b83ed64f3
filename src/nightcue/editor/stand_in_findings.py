"""What is found in a routine, until the package `document` is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nightcue.document.document import Document
from nightcue.editor.cards.placed import Path_
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, Severity
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Script
from nightcue.language.unsaved import unsaved


@dataclass(frozen=True)
class WayOut:
    """Stands in."""

    label: str
    apply: Callable[[Document], None]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """Stands in."""

    diagnostic: Diagnostic
    at: Path_
    ways_out: tuple[WayOut, ...] = ()
    fact: str | None = None

    @property
    def severity(self) -> Severity:
        """Stand in."""
        return self.diagnostic.severity

    def sentence(self, tag: str) -> str:  # noqa: ARG002
        """Stand in."""
        return self.diagnostic.message


@dataclass(frozen=True)
class Findings:
    """The routine and its script where there are some, and what was found."""

    routine: Routine | None
    script: Script | None
    found: tuple[Found, ...]


def look(document: Document) -> Findings:
    """Stand in."""

    def placed(problem: Diagnostic) -> Found:
        return Found(problem, document.path_at(problem.span.line) if problem.span.line else ())

    try:
        with unsaved({document.path: document.text}):
            routine = read_routine(document.path)
            script = unroll(routine)
    except DiagnosedError as error:
        return Findings(None, None, tuple(map(placed, error.diagnostics)))
    return Findings(routine, script, tuple(map(placed, script.warnings)))

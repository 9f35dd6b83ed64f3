"""The ways out of a problem, by what it is."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.building.forms import Forms
from nightcue.building.request import BuildRequest
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out.trying import mended
from nightcue.document.ways_out.way_out import WayOut, whole_text
from nightcue.language.diagnostics import Diagnostic


@dataclass(frozen=True)
class Seen:
    """A text that was looked at: all that is wrong in it, and both its forms where it can be read."""

    request: BuildRequest
    tree: Tree
    problems: tuple[Diagnostic, ...]
    forms: Forms | None = None


def ways_out_of(seen: Seen, problem: Diagnostic, at: Path_) -> tuple[WayOut, ...]:
    """Return the ways out of a problem that belongs to the step at `at`, the best first; none where nobody knows one."""
    if problem.span.path != seen.request.routine:
        return ()
    if seen.forms and problem not in seen.forms.routine.warnings:
        return ()
    text = seen.tree.text
    rewrites = mended(seen.request.routine, text, problem, seen.problems)
    return tuple(WayOut(each.label, whole_text(text, each.text), each.values) for each in rewrites)

"""Which ways out of a finding are offered: those after which it is gone, as far as that can be tried."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from nightcue.document.errors import ChangeRefusedError
from nightcue.document.looking import Seen, see
from nightcue.document.parts import copied_in
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out import lengths, sessions, words
from nightcue.document.ways_out.case import Case
from nightcue.document.ways_out.trying import MOST_OFFERED, Trials, mended
from nightcue.document.ways_out.way_out import WayOut, whole_text
from nightcue.language.diagnostics import Diagnostic

OF_RULES = lengths.WAYS | sessions.WAYS | words.WAYS
"""What yields the ways out of a finding of a rule, by its code."""

_MOST_TRIED = 6


def ways_out_of(seen: Seen, problem: Diagnostic, at: Path_, trials: Trials) -> tuple[WayOut, ...]:
    """Return the ways out of a problem that belongs to the step at `at`, the best first; none where nobody knows one.

    What stands in an included part is mended once the part is copied into the routine. After all `trials`, a way out of
    a rule's finding is offered untried, and none of a reading error: it comes when the first errors are mended.
    """
    if problem.span.path != seen.request.routine:
        return _copied_first(seen, at) if problem.code in OF_RULES else ()
    if seen.forms is None or problem in seen.forms.routine.warnings:
        text = seen.tree.text
        rewrites = mended(seen.request.routine, text, problem, seen.problems, trials)
        return tuple(WayOut(each.label, whole_text(text, each.text), each.values) for each in rewrites)
    if problem.code not in OF_RULES:
        return ()
    ways = OF_RULES[problem.code](Case(seen, problem, at))
    return tuple(_offered(seen, problem, ways, trials))


def _copied_first(seen: Seen, at: Path_) -> tuple[WayOut, ...]:
    if not _can_be_copied(seen.request.routine, seen.tree.text, at):
        return ()
    return (WayOut("copy_in", partial(copied_in, seen.request.routine, step=at)),)


@lru_cache(maxsize=16)  # of one part there may be many findings
def _can_be_copied(routine: Path, text: str, step: Path_) -> bool:
    try:
        copied_in(routine, Tree(text), step)
    except ChangeRefusedError:
        return False
    return True


def _offered(seen: Seen, problem: Diagnostic, ways: Iterator[WayOut], trials: Trials) -> Iterator[WayOut]:
    cues = len(seen.forms.script.cues) if seen.forms else 0
    said: set[tuple[str, ...]] = set()
    for number, way in enumerate(ways):
        words = (way.label, *way.values.values())
        if words not in said and (not trials.may_judge(cues) or _mends(seen, problem, way)):
            said.add(words)
            yield way
        if len(said) == MOST_OFFERED or number == _MOST_TRIED:
            return


def _mends(seen: Seen, problem: Diagnostic, way: WayOut) -> bool:
    """Return whether less is found after a way out."""
    try:
        tree = way.change(seen.tree)
    except ChangeRefusedError:
        return False
    return tree.text != seen.tree.text and _count(see(seen.request, tree), problem) < _count(seen, problem)


def _count(seen: Seen, problem: Diagnostic) -> float:
    """Return how often it is found; of a text that cannot be read, more often than ever."""
    return sum(each.code == problem.code for each in seen.problems) if seen.forms else float("inf")

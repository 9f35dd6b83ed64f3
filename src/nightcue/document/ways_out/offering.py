"""Which ways out of a finding are offered: those after which it is gone, as far as that can be tried."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nightcue.document.errors import ChangeRefusedError
from nightcue.document.looking import Seen
from nightcue.document.parts import copied_in, part_of
from nightcue.document.tree import Path_
from nightcue.document.ways_out import lengths, sessions, words
from nightcue.document.ways_out.case import Case, CaseOfPart
from nightcue.document.ways_out.trying import MOST_OFFERED, Trials, mended
from nightcue.document.ways_out.way_out import WayOut, whole_text
from nightcue.language.diagnostics import Diagnostic

OF_RULES = lengths.WAYS | sessions.WAYS | words.WAYS
"""What yields the ways out of a finding of a rule, by its code."""

_MOST_TRIED = 6


def ways_out_of(seen: Seen, problem: Diagnostic, at: Path_, trials: Trials) -> tuple[WayOut, ...]:
    """Return the ways out of a problem that belongs to the step at `at`, the best first; none where nobody knows one.

    What stands in an included part is mended in the routine's variables, or once the part is copied. When no `trials`
    are left, a way out of a rule's finding is offered untried, and one of a reading error after the first are mended.
    """
    if problem.span.path != seen.request.routine:
        return tuple(_out_of_a_part(seen, problem, at, trials)) if problem.code in OF_RULES else ()
    if seen.forms is None or problem in seen.forms.routine.warnings:
        text = seen.tree.text
        rewrites = mended(seen.request.routine, text, problem, seen.problems, trials)
        return tuple(WayOut(each.label, whole_text(text, each.text), each.values) for each in rewrites)
    if problem.code not in OF_RULES:
        return ()
    ways = OF_RULES[problem.code](Case(seen, problem, at))
    return tuple(_offered(seen, problem, ways, trials))


def _out_of_a_part(seen: Seen, problem: Diagnostic, at: Path_, trials: Trials) -> Iterator[WayOut]:
    """Yield what changes a variable that the routine gives to the part, and then the part copied into the routine."""
    part = part_of(problem.span.path)
    if seen.forms is None or part is None or not at:
        return
    case = CaseOfPart(seen, problem, part.tree)
    ways = [*OF_RULES[problem.code](case)]
    yield from _offered(seen, problem, iter([way for way in case.own if way in ways]), trials)
    yield WayOut("copy_in", partial(copied_in, seen.request.routine, step=at))


def _offered(seen: Seen, problem: Diagnostic, ways: Iterator[WayOut], trials: Trials) -> Iterator[WayOut]:
    said: set[tuple[str, ...]] = set()
    for number, way in enumerate(ways):
        words = (way.label, *way.values.values())
        if words not in said and _mends(seen, problem, way, trials):
            said.add(words)
            yield way
        if len(said) == MOST_OFFERED or number == _MOST_TRIED:
            return


def _mends(seen: Seen, problem: Diagnostic, way: WayOut, trials: Trials) -> bool:
    """Return whether less is found after a way out, or that cannot be told in time."""
    if not trials.are_left:
        return True
    try:
        tree = way.change(seen.tree)
    except ChangeRefusedError:
        return False
    after = trials.judged(seen, tree)
    return after is None or (tree.text != seen.tree.text and _count(after, problem) < _count(seen, problem))


def _count(seen: Seen, problem: Diagnostic) -> float:
    """Return how often it is found; of a text that cannot be read, more often than ever."""
    return sum(each.code == problem.code for each in seen.problems) if seen.forms else float("inf")

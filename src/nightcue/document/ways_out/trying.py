"""Trying a rewrite before it is offered: the problem must be gone, and no other one come in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from nightcue.document.looking import Seen, see
from nightcue.document.tree import Tree
from nightcue.document.ways_out import hints, lines
from nightcue.document.ways_out.rewriting import Place, Rewrite
from nightcue.language.diagnostics import DiagnosedError, Diagnostic
from nightcue.language.reading import read_routine
from nightcue.language.unsaved import unsaved

HIDING = frozenset({"yaml", "unknown-step", "tag", "wrong-shape", "unknown-key", "unknown-language"})
"""Codes of problems that keep others from being seen; these may come to light when they are mended."""

_LAST = frozenset({"leave_out", "remove_step"})
"""What mends anything, and is what is least wanted."""

MOST_OFFERED = 2
_MOST_TRIED = 8


class Trials:
    """What may still be tried in one look at a routine, so that a finding does not wait for the ways out of all."""

    def __init__(self) -> None:
        self._letters, self._cues = 200_000, 800
        self._seen: dict[str, Seen] = {}

    @property
    def are_left(self) -> bool:
        """Whether anything may still be judged."""
        return self._cues > 0

    def may_read(self, text: str) -> bool:
        """Return whether one more text may be read, and count it."""
        self._letters -= len(text)
        return self._letters >= 0

    def judged(self, seen: Seen, tree: Tree) -> Seen | None:
        """Return what is found in another text of the routine that was `seen`; None where it may not be tried any more.

        Many findings have the same way out, as where a variable brings them all.
        """
        if tree.text not in self._seen:
            self._cues -= len(seen.forms.script.cues) if seen.forms else 0
            if self._cues < 0:
                return None
            self._seen[tree.text] = see(seen.request, tree)
        return self._seen[tree.text]


def mended(path: Path, text: str, problem: Diagnostic, known: Collection[Diagnostic], trials: Trials) -> list[Rewrite]:
    """Return the rewrites of `text` that mend a problem of reading it; `known` are all its problems by now."""
    place = Place(text, problem)
    before = Counter(map(_kind, known))
    works: dict[str, tuple[Rewrite, bool]] = {}
    tried: set[str] = {text}
    for rewrite in _rewrites(place):
        if rewrite.text in tried:
            continue
        if not trials.may_read(rewrite.text):
            break
        tried.add(rewrite.text)
        after = Counter(map(_kind, problems_of(path, rewrite.text)))
        if after[_kind(problem)] < before[_kind(problem)]:
            works[rewrite.text] = rewrite, after <= before
        if sum(is_clean for _, is_clean in works.values()) == MOST_OFFERED or len(tried) > _MOST_TRIED:
            break
    best = [rewrite for rewrite, is_clean in works.values() if is_clean and rewrite.label not in _LAST]
    if not best and problem.code in HIDING:
        best = [rewrite for rewrite, is_clean in works.values() if not is_clean and rewrite.label not in _LAST][:1]
    return (best or [rewrite for rewrite, is_clean in works.values() if is_clean])[:MOST_OFFERED]


def problems_of(path: Path, text: str) -> list[Diagnostic]:
    """Return what is wrong in `text` as the routine at `path`, warnings of reading it too."""
    try:
        with unsaved({path: text}):
            return [*read_routine(path).warnings]
    except DiagnosedError as error:
        return error.diagnostics


def _rewrites(place: Place) -> Iterator[Rewrite]:
    if place.problem.code not in {"yaml", "tag", "not-spoken", "documents"}:
        yield from hints.rewrites(place)
    yield from lines.rewrites(place)


def _kind(problem: Diagnostic) -> tuple[str, str]:
    return problem.code, problem.message

"""What is found in a routine while somebody changes it, each at its step, with the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nightcue.building.options import request_for
from nightcue.document.document import Document
from nightcue.document.included import include_step
from nightcue.document.looking import Seen, see
from nightcue.document.places import place_of_line
from nightcue.document.sentences import sentence
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out.offering import ways_out_of
from nightcue.document.ways_out.trying import Trials
from nightcue.document.ways_out.way_out import WayOut
from nightcue.language.diagnostics import Diagnostic, Severity, Span
from nightcue.language.routine import Routine
from nightcue.language.script import Script


@dataclass(frozen=True)
class Found:
    """One finding: the path of the step, or of the key, that it belongs to, and the ways out of it, the best first.

    What is found in an included part belongs to the step that includes it; what belongs to no place has the path ().
    """

    diagnostic: Diagnostic
    at: Path_
    ways_out: tuple[WayOut, ...] = ()

    @property
    def severity(self) -> Severity:
        """An error stops the track, a warning does not."""
        return self.diagnostic.severity

    @property
    def fact(self) -> str | None:
        """The id of the fact it rests on; None where it is no rule."""
        return self.diagnostic.fact

    def sentence(self, tag: str) -> str:
        """Return what is wrong in one sentence, in the language of a BCP 47 tag."""
        return sentence(self.diagnostic, tag)


@dataclass(frozen=True)
class Findings:
    """The routine and the script of the form that is made, where the text can be read, and everything found in it."""

    routine: Routine | None
    script: Script | None
    found: tuple[Found, ...]


def look(document: Document) -> Findings:
    """Return what is found in the text of a document as it is now, in file order, for whoever has this profile."""
    return look_at(document.path, document.text)


def look_at(path: Path, text: str) -> Findings:
    """Return the same of `text`, as the routine at `path`."""
    seen = see(request_for(path), Tree(text))
    place, trials = _places(seen), Trials()
    found = tuple(Found(each, at := place(each.span), ways_out_of(seen, each, at, trials)) for each in seen.problems)
    return Findings(seen.forms.routine if seen.forms else None, seen.forms.script if seen.forms else None, found)


def _places(seen: Seen) -> Callable[[Span], Path_]:
    """Return what finds the step that a place belongs to, each place once."""
    routine = seen.request.routine

    @cache
    def place(file: Path, line: int) -> Path_:
        if file != routine:
            return include_step(routine, seen.tree, file)
        return place_of_line(seen.tree, line) if line else ()

    return lambda span: place(span.path, span.line)

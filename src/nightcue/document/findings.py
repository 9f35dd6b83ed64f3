"""What is found in a routine while somebody changes it: errors, rules, unread texts, what does not fit; each at its step.

Nothing is spoken for it: a line is taken to last as long as the slowest voice makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nightcue.building.forms import Forms, forms_of
from nightcue.building.judging import Judgement, judge
from nightcue.building.longest import longest
from nightcue.building.options import request_for
from nightcue.document.document import Document
from nightcue.document.included import include_step
from nightcue.document.places import place_of_line
from nightcue.document.sentences import sentence
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out.finding_ways import Seen, ways_out_of
from nightcue.document.ways_out.way_out import WayOut
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, RoutineError, Severity, in_file_order
from nightcue.language.routine import Routine
from nightcue.language.script import Line, Script
from nightcue.language.unsaved import unsaved
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import EventKind

_RATE = 1_000
"""Samples a second of a timeline that nobody hears."""


@dataclass(frozen=True)
class Found:
    """One finding: the path of the step, or of the key, that it belongs to, the fact it rests on, and the ways out.

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
    tree = Tree(text)
    request = request_for(path)
    with unsaved({path: text}):
        try:
            forms = forms_of(request)
        except DiagnosedError as error:
            return Findings(None, None, _placed(Seen(request, tree, tuple(error.diagnostics))))
        judgement = judge(request, forms)
        problems = (*forms.script.warnings, *judgement.findings, *_of_time(forms, judgement))
        seen = Seen(request, tree, tuple(in_file_order(problems)), forms)
        return Findings(forms.routine, forms.script, _placed(seen))


def _placed(seen: Seen) -> tuple[Found, ...]:
    return tuple(Found(problem, at, ways_out_of(seen, problem, at)) for problem, at in _with_places(seen))


def _with_places(seen: Seen) -> Iterator[tuple[Diagnostic, Path_]]:
    for problem in seen.problems:
        span = problem.span
        if span.path != seen.request.routine:
            yield problem, include_step(seen.request.routine, seen.tree, span.path)
        else:
            yield problem, place_of_line(seen.tree, span.line) if span.line else ()


def _of_time(forms: Forms, judgement: Judgement) -> list[Diagnostic]:
    """Return what does not fit with a slow voice, as warnings, and what the rules find in a length of any voice."""
    script, pace = forms.script, forms.profile.pace or forms.routine.voice.pace
    lengths: dict[str, int] = {}

    def length_of(_: EventKind, text: str) -> int:
        if text not in lengths:
            lengths[text] = round(longest(text, pace) * _RATE)
        return lengths[text]

    try:
        timeline = schedule(script, length_of, _RATE)
    except RoutineError as error:
        return [_with_a_slow_voice(problem) for problem in error.diagnostics if problem not in script.warnings]
    spoken = sum(length_of("speech", cue.text) for cue in script.cues if isinstance(cue, Line)) / _RATE
    shortest, most = (judgement.of_length(seconds) for seconds in (timeline.duration - spoken, timeline.duration))
    fitting = [_with_a_slow_voice(problem) for problem in timeline.warnings if problem not in script.warnings]
    return [*fitting, *(shortest if shortest and most else [])]


def _with_a_slow_voice(problem: Diagnostic) -> Diagnostic:
    if problem.code == "empty-chapter":
        return problem
    return replace(problem, message=f"with a slow voice, {problem.message}", severity="warning")



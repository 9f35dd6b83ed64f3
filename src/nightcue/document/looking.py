"""Finding everything that is wrong in a text without a voice: how long a line lasts is reckoned from its letters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nightcue.building.forms import Forms, forms_of
from nightcue.building.judging import Judgement, judge
from nightcue.building.longest import longest
from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.document.tree import Tree
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, RoutineError, in_file_order
from nightcue.language.script import CHARACTERS_A_SECOND, Line
from nightcue.language.unsaved import unsaved
from nightcue.timeline.schedule import schedule

_RATE = 1_000
"""Samples a second of a timeline that nobody hears."""
_CHIME = 0.5
"""Seconds of a signal or a recording in it; nothing waits for how long they are."""


@dataclass(frozen=True)
class Seen:
    """A text that was looked at: all that is wrong in it, in file order, and both its forms where it can be read."""

    request: BuildRequest
    tree: Tree
    problems: tuple[Diagnostic, ...]
    forms: Forms | None = None


def see(request: BuildRequest, tree: Tree) -> Seen:
    """Return what is wrong in a text as the routine of `request`."""
    with unsaved({request.routine: tree.text}):
        try:
            forms = forms_of(request)
            judgement = judge(request, forms)
        except DiagnosedError as error:
            return Seen(request, tree, tuple(error.diagnostics))
    problems = [*forms.script.warnings, *judgement.findings, *_of_time(forms, judgement)]
    return Seen(request, tree, tuple(in_file_order(problems)), forms)


def _of_time(forms: Forms, judgement: Judgement) -> list[Diagnostic]:
    """Return what does not fit as most voices say it, as warnings, and what the rules find in a length of any voice."""
    routine, script = forms.routine, forms.script
    pace = forms.profile.pace or routine.voice.pace
    said = lines_to_speak(routine, script.texts())
    usual = {text: len(words) / float(CHARACTERS_A_SECOND) for text, words in said.items()}
    try:
        timeline = schedule(script, lambda _, text: round(usual.get(text, _CHIME) * _RATE), _RATE)
    except RoutineError as error:
        return [_hedged(problem) for problem in error.diagnostics if problem not in script.warnings]
    found = [_hedged(problem) for problem in timeline.warnings if problem not in script.warnings]
    lines = [cue.text for cue in script.cues if isinstance(cue, Line)]
    silent = timeline.duration - sum(usual[text] for text in lines)
    if judgement.of_length(silent):
        slow = silent + sum(longest(said[text], pace) for text in lines)
        found += [_prefixed("with a slow voice", each) for each in judgement.of_length(slow)]
    return found


def _hedged(problem: Diagnostic) -> Diagnostic:
    """Return a problem of time as a warning: with the voice that speaks there may be none."""
    if problem.code == "empty-chapter":
        return problem
    return replace(_prefixed("as most voices say it", problem), severity="warning")


def _prefixed(condition: str, problem: Diagnostic) -> Diagnostic:
    return replace(problem, message=f"{condition}, {problem.message}")

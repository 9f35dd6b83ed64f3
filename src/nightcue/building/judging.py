"""Judging a routine by the safety rules in both its forms, and refusing what is unsafe."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nightcue.building.forms import Forms, other_than
from nightcue.building.program import program
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import Diagnostic, RoutineError
from nightcue.safety.checker import ANYWHERE, run_length_rules, run_script_rules
from nightcue.safety.known_lines import know_lines
from nightcue.safety.reading.reviews import read_reviews
from nightcue.safety.reading.unread import unreviewed
from nightcue.safety.rule import Context


@dataclass(frozen=True)
class Judgement:
    """What is found in a routine before anything of it is spoken, and how its length is judged once that is known."""

    findings: list[Diagnostic]
    context: Context
    allowed: frozenset[str]

    def of_length(self, seconds: float) -> list[Diagnostic]:
        """Return what the rules find in a track of so many seconds."""
        return run_length_rules(replace(self.context, seconds=seconds), self.allowed)


def judge(request: BuildRequest, forms: Forms) -> Judgement:
    """Return what the rules find in either form, and every text that nobody has read.

    A clearance answers the rule about the listener's conditions.
    """
    know_lines(program())
    routine, script, reviews = forms.routine, forms.script, read_reviews(request.routine)
    context = Context(routine, script, math.nan, forms.profile, reviews.allowed, frozenset(reviews.by_digest))
    allowed = request.allow | ({f"condition{ANYWHERE}"} if request.cleared_by else set())
    found = _found_in_both(forms, context, allowed)
    return Judgement([*found, *unreviewed(routine, script, reviews, request.recordings)], context, allowed)


def refuse_errors(findings: Iterable[Diagnostic]) -> None:
    """Raise RoutineError with all `findings` where one of them is an error."""
    every = list(findings)
    if any(finding.severity == "error" for finding in every):
        raise RoutineError(every)


def _found_in_both(forms: Forms, context: Context, allowed: frozenset[str]) -> list[Diagnostic]:
    """Return what the rules find in the form that is asked for, and with its name what they find in the other alone."""
    found = run_script_rules(context, allowed)
    if forms.other is None:
        return found
    known = {(each.code, each.span) for each in found}
    others = run_script_rules(replace(context, script=forms.other), allowed)
    form = other_than(forms.detail)
    new = [each for each in others if (each.code, each.span) not in known]
    return [*found, *(replace(each, message=f"in the {form} form, {each.message}") for each in new)]

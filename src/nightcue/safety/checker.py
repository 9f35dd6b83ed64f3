"""Judge a routine by every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nightcue.debugging import log_error
from nightcue.language.diagnostics import Diagnostic, did_you_mean, one_line
from nightcue.safety import rules as _every  # noqa: F401  (makes every rule known)
from nightcue.safety.facts import fact_ids
from nightcue.safety.rule import RULES, Context, Rule

ANYWHERE = ":*"
"""What stands behind a code that is allowed wherever it is found, which only a clearance does."""

_SPELL_ONLY = "let `pronounce` spell a word as it sounds, such as {soleus: SOH-lee-us}, and not say another one"

_MOST_GUESSES = 200
"""Unknown facts for which the closest known one is looked for."""


def every_rule() -> list[Rule]:
    """Return all rules, in the order of their files."""
    return list(RULES.values())


def run_script_rules(context: Context, allow: Iterable[str] = ()) -> list[Diagnostic]:
    """Return what every rule finds that need not wait for the voice, but for what is in `allow`.

    That is a code and a place, such as stretch-too-long:12 or stretch-too-long:parts/warm-up.yaml:3, or a code alone
    for what has no line of its own. A rule that fails is an error itself, so that nothing unsafe goes through unseen.
    """
    return unknown_facts(context) + _by([rule for rule in RULES.values() if not rule.of_length], context, allow)


def run_length_rules(context: Context, allow: Iterable[str] = ()) -> list[Diagnostic]:
    """Return the same of the rules about the length of the track, which is in `context` by then."""
    return _by([rule for rule in RULES.values() if rule.of_length], context, allow)


def unknown_facts(context: Context) -> list[Diagnostic]:
    """Return an error for each fact that the routine names and no sheet has."""
    known = sorted(fact_ids())
    return [
        Diagnostic(
            getattr(fact, "span", context.routine.span),
            "unknown-fact",
            f"there is no fact '{one_line(fact)}'",
            did_you_mean(fact, known) if number < _MOST_GUESSES else None,
        )
        for number, fact in enumerate(fact for fact in context.routine.every_fact if fact not in fact_ids())
    ]


def _by(rules: Iterable[Rule], context: Context, allow: Iterable[str]) -> list[Diagnostic]:
    allowed, heard = set(allow), context.as_heard
    found: list[Diagnostic] = []
    for rule in rules:
        written = _found_by(rule, context)
        found += [*written, *_only_heard(rule, heard, written)]
    return [problem for problem in found if allowed.isdisjoint(_allowances(problem, context))]


def _only_heard(rule: Rule, heard: Context | None, written: list[Diagnostic]) -> list[Diagnostic]:
    """Return what a rule finds only in what `pronounce` has said, and says so."""
    places = {problem.span for problem in written}
    return [
        replace(problem, message=f"with its words as `pronounce` has them said, {problem.message}", hint=_SPELL_ONLY)
        for problem in (_found_by(rule, heard) if heard else ())
        if problem.span not in places
    ]


def _allowances(problem: Diagnostic, context: Context) -> set[str]:
    """Return what lets a problem pass, each way to write it."""
    code, span = problem.code, problem.span
    if not span.line:
        return {code, f"{code}{ANYWHERE}"}
    here = context.routine.span.path
    places = [str(span.line)] if span.path == here else []
    if span.path.is_relative_to(here.parent):
        places.append(f"{span.path.relative_to(here.parent).as_posix()}:{span.line}")
    return {f"{code}{ANYWHERE}", *(f"{code}:{place}" for place in places)}


def _found_by(rule: Rule, context: Context) -> list[Diagnostic]:
    if not rule.holds_for(context):
        return []
    try:
        return [
            Diagnostic(
                finding.span,
                rule.code,
                f"{finding.message} (fact {finding.fact or rule.fact})",
                finding.hint or rule.hint,
                rule.severity,
                fact=finding.fact or rule.fact,
            )
            for finding in dict.fromkeys(rule.check(context))  # what a repeat says again is told once
        ]
    except Exception as failure:
        log_error(f"the rule {rule.code}", failure)
        message = f"this rule could not be applied ({type(failure).__name__}: {failure}), so nothing is built"
        return [Diagnostic(context.routine.span, rule.code, message, f"report this, or --allow {rule.code}")]

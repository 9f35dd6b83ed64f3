"""Judging a routine by every rule."""

from __future__ import annotations

from collections.abc import Iterable

from nightcue.debugging import log_error
from nightcue.language.diagnostics import Diagnostic, did_you_mean, one_line
from nightcue.safety import rules as _every  # noqa: F401  (makes every rule known)
from nightcue.safety.facts import fact_ids
from nightcue.safety.rule import RULES, Rule, Subject

_MOST_GUESSES = 200
"""Unknown facts for which the closest known one is looked for."""


def every_rule() -> list[Rule]:
    """All rules, in the order of their files."""
    return list(RULES.values())


def judge(subject: Subject, allow: Iterable[str] = ()) -> list[Diagnostic]:
    """What every rule finds, as diagnostics; rules named in `allow` find nothing.

    A rule that fails is an error itself, so that nothing unsafe goes through unseen.
    """
    return [*judge_script(subject, allow), *judge_length(subject, allow)]


def judge_script(subject: Subject, allow: Iterable[str] = ()) -> list[Diagnostic]:
    """What `judge` finds but for the length of the track: it takes a while, and need not wait for the voice."""
    return unknown_facts(subject) + _by([rule for rule in RULES.values() if not rule.of_length], subject, allow)


def judge_length(subject: Subject, allow: Iterable[str] = ()) -> list[Diagnostic]:
    """What `judge` finds about the length of the track."""
    return _by([rule for rule in RULES.values() if rule.of_length], subject, allow)


def unknown_facts(subject: Subject) -> list[Diagnostic]:
    """Facts that the routine names and no sheet has."""
    known = sorted(fact_ids())
    return [
        Diagnostic(
            getattr(fact, "span", subject.routine.span),
            "unknown-fact",
            f"there is no fact '{one_line(fact)}'",
            did_you_mean(fact, known) if number < _MOST_GUESSES else None,
        )
        for number, fact in enumerate(fact for fact in subject.routine.every_fact if fact not in fact_ids())
    ]


def _by(rules: Iterable[Rule], subject: Subject, allow: Iterable[str]) -> list[Diagnostic]:
    allowed = set(allow)
    return [problem for rule in rules if rule.code not in allowed for problem in _found_by(rule, subject)]


def _found_by(rule: Rule, subject: Subject) -> list[Diagnostic]:
    try:
        return [
            Diagnostic(
                finding.span,
                rule.code,
                f"{finding.message} (fact {finding.fact or rule.fact})",
                rule.hint,
                rule.severity,
            )
            for finding in rule.look(subject)
        ]
    except Exception as failure:
        log_error(f"the rule {rule.code}", failure)
        message = f"this rule could not be applied ({type(failure).__name__}: {failure}), so nothing is built"
        return [Diagnostic(subject.routine.span, rule.code, message, f"report this, or --allow {rule.code}")]

"""Judging a routine by every rule."""

from __future__ import annotations

from collections.abc import Iterable

from nightcue.language.diagnostics import Diagnostic, did_you_mean, one_line
from nightcue.safety import rules as _every  # noqa: F401  (makes every rule known)
from nightcue.safety.advice.grammar import grammar_of
from nightcue.safety.facts import fact_ids
from nightcue.safety.rule import RULES, Rule, Subject

_MOST_GUESSES = 200
"""Unknown facts for which the closest known one is looked for."""


def every_rule() -> list[Rule]:
    """All rules, in the order of their files."""
    return list(RULES.values())


def get_ready(language: str) -> None:
    """Compile what the rules look for in `language`, a BCP 47 tag: it takes a while, and need not wait for a script."""
    grammar_of(language)


def judge(subject: Subject, allow: Iterable[str] = ()) -> list[Diagnostic]:
    """What every rule finds, as diagnostics; rules named in `allow` find nothing.

    A rule that fails is an error itself, so that nothing unsafe goes through unseen.
    """
    allowed = set(allow)
    found = unknown_facts(subject)
    for rule in RULES.values():
        if rule.code not in allowed:
            found += _by(rule, subject)
    return found


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


def _by(rule: Rule, subject: Subject) -> list[Diagnostic]:
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
        message = f"this rule could not be applied ({type(failure).__name__}: {failure}), so nothing is built"
        return [Diagnostic(subject.routine.span, rule.code, message, f"report this, or --allow {rule.code}")]

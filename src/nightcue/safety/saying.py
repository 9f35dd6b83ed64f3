"""Whether a line says one thing that intents.yaml or postures.yaml has patterns for, statement by statement.

A line in a language that is not judged says nothing: a rule that has to hear something is then broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from nightcue.language.locale_files import words_of
from nightcue.locales import language_of
from nightcue.patterns import compiled
from nightcue.safety.matching import Classes, Pattern, any_of, is_judged, read, right_after, right_before, vocabulary_of

_MARK = compiled(r"[,;:.!?]")
_MARK_BEFORE = compiled(r".*[,;:.!?]")


@lru_cache(maxsize=10_000)  # many rules ask
def statements_of(text: str, tag: str) -> tuple[str, ...]:
    """Return the statements of a line."""
    return read(text, tag).statements if is_judged(tag) else ()


def names(intent: str, text: str, tag: str) -> bool:
    """Tell whether a statement of the line has the intent, even under a negation."""
    return any(pattern(intent, tag).search(statement) for statement in statements_of(text, tag))


def says(
    intent: str,
    statement: str,
    tag: str,
    *,
    unless_before: str | None = None,
    unless_after: str | None = None,
    unless_in_clause: str | None = None,
) -> bool:
    """Tell whether the statement has the intent, with no negation right before it and none of these words beside it."""
    for hit in pattern(intent, tag).finditer(statement):
        ahead = statement[: hit.start()]
        if vocabulary_of(tag).negated.search(ahead) or (unless_before and before(unless_before, tag).search(ahead)):
            continue
        if unless_in_clause and pattern(unless_in_clause, tag).search(_clause_of(hit)):
            continue
        if not (unless_after and after(unless_after, tag).match(statement, hit.end())):
            return True
    return False


def is_said(intent: str, text: str, tag: str, **beside: str) -> bool:
    """Tell whether a statement of the line says the intent; `beside` is as `says` has it."""
    return any(says(intent, statement, tag, **beside) for statement in statements_of(text, tag))


def takes_back(intent: str, statement: str, tag: str) -> bool:
    """Tell whether the statement has the intent with a negation right before it: "do not stop, and take them off"."""
    negated = vocabulary_of(tag).negated
    return any(negated.search(statement[: hit.start()]) for hit in pattern(intent, tag).finditer(statement))


def _clause_of(hit: re.Match[str]) -> str:
    """Return the clause, or the clauses, that a match stands in."""
    start = _MARK_BEFORE.match(hit.string, 0, hit.start())
    end = _MARK.search(hit.string, hit.end())
    return hit.string[start.end() if start else 0 : end.start() if end else None]


@cache
def pattern(intent: str, tag: str) -> Pattern:
    """Return what the intent is recognised by."""
    return _compiled(intent, language_of(tag), any_of)


@cache
def before(words: str, tag: str) -> Pattern:
    """Return what is recognised right before an intent."""
    return _compiled(words, language_of(tag), right_before)


@cache
def after(words: str, tag: str) -> Pattern:
    """Return what is recognised right after an intent."""
    return _compiled(words, language_of(tag), right_after)


@cache
def _compiled(name: str, language: str, compiled: Callable[[list[str], Classes], Pattern]) -> Pattern:
    return compiled(_written(language)[name], vocabulary_of(language).classes)


@cache
def _written(language: str) -> dict[str, list[str]]:
    return words_of("intents", language) | words_of("postures", language)

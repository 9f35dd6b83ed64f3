"""Kinds of advice: what gives one, what takes it back, and what makes it harmless."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from nightcue.language.locale_files import words_of
from nightcue.locales import language_of
from nightcue.safety.matching.notation import Pattern, any_of
from nightcue.safety.matching.vocabulary import Vocabulary, vocabulary_of


@dataclass(frozen=True, eq=False)
class Kind:
    """How one kind of advice is recognised; what each field is for stands in the English advice.yaml."""

    code: str
    advice: tuple[Pattern, ...]
    excused_by: Pattern
    breaks: Pattern
    negations: Pattern
    not_a_negation: Pattern
    doctor_excuses: bool


def kinds_of(tag: str) -> tuple[Kind, ...]:
    """Return every kind in the language of a BCP 47 tag; raises ValueError if that language is not judged."""
    return _kinds(language_of(tag))


@cache
def _kinds(language: str) -> tuple[Kind, ...]:
    vocabulary = vocabulary_of(language)
    return tuple(_kind(code, written, vocabulary) for code, written in words_of("advice", language).items())


def _kind(code: str, written: dict[str, Any], vocabulary: Vocabulary) -> Kind:
    def each(field: str) -> tuple[Pattern, ...]:
        return tuple(any_of([text], vocabulary.classes) for text in written.get(field, ()))

    def one(field: str, *before: str) -> Pattern:
        return any_of([*before, *written.get(field, ())], vocabulary.classes)

    takes_back = (*vocabulary.negations, *vocabulary.warnings)
    return Kind(
        code=code,
        advice=each("advice"),
        excused_by=one("excused_by"),
        breaks=one("breaks", *takes_back),
        negations=one("negations", *takes_back),
        not_a_negation=one("not_a_negation", *vocabulary.not_a_negation),
        doctor_excuses=written.get("doctor_excuses") == "true",
    )

"""The words of one language: its spelling, its classes of words, what negates and where clauses begin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from nightcue.language.locale_files import words_of
from nightcue.locales import SAFETY, has, language_of, languages_with
from nightcue.patterns import compiled
from nightcue.safety.matching.notation import Classes, Pattern, any_of, classes_of, right_after, right_before
from nightcue.safety.matching.plain_text import PlainText, Spelling, plain_text

LANGUAGES = languages_with(*SAFETY)
"""The languages in which what is said is judged."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What is known of a language, from words.yaml of its folder."""

    spelling: Spelling
    classes: Classes
    negations: tuple[str, ...]
    warnings: tuple[str, ...]
    not_a_negation: tuple[str, ...]
    negated: Pattern
    clause_starts: Pattern
    dangling: Pattern
    continues_list: Pattern
    list_goes_on: Pattern
    condemned_by: tuple[Pattern, ...]
    suggestions: Pattern
    doctor: Pattern
    overrides_doctor: Pattern


def is_judged(tag: str) -> bool:
    """Tell whether what is said in the language of a BCP 47 tag can be judged."""
    return has(tag, *SAFETY)


def read(text: str, tag: str) -> PlainText:
    """Return `text` made plain and split, as the language of a BCP 47 tag is spelled; once for each text.

    Raises ValueError if that language is not judged.
    """
    return _read(text, language_of(tag))


def vocabulary_of(tag: str) -> Vocabulary:
    """Return the vocabulary of a BCP 47 tag; raises ValueError if that language is not judged."""
    return _vocabulary(language_of(tag))


@lru_cache(maxsize=50_000)  # every line of the longest routine in each language, for many rules ask for each
def _read(text: str, language: str) -> PlainText:
    return plain_text(text, _vocabulary(language).spelling)


@cache
def _vocabulary(language: str) -> Vocabulary:
    if language not in LANGUAGES:
        raise ValueError(f"what is said in '{language}' is not judged; it is in {', '.join(LANGUAGES)}")
    words = words_of("words", language)
    negation = "|".join(words["negations"])
    classes = classes_of({"negation": negation} | words["classes"])
    return Vocabulary(
        spelling=_spelling(words),
        classes=classes,
        negations=tuple(words["negations"]),
        warnings=tuple(words["warnings"]),
        not_a_negation=tuple(words["not_a_negation"]),
        negated=right_before(words["negated"], classes),
        clause_starts=any_of(words["clause_starts"], classes),
        dangling=right_before(words["dangling"], classes),
        continues_list=Pattern(rf" ?(?:\w+ ){{0,4}}(?:{'|'.join(words['continues_list'])})\b"),
        list_goes_on=Pattern(rf" (?:\w+ ){{0,3}}(?:{'|'.join(words['list_goes_on'])})\b"),
        condemned_by=tuple(right_after([text], classes) for text in words["condemned_by"]),
        suggestions=any_of(words["suggestions"], classes),
        doctor=any_of(words["doctor"], classes),
        overrides_doctor=any_of(words["overrides_doctor"], classes),
    )


def _spelling(words: dict[str, Any]) -> Spelling:
    return Spelling(
        abbreviations=compiled(rf"(?i)\b(?:{'|'.join(words['abbreviations'])})\."),
        read_as=tuple((_with_accents(written), read) for written, read in words["read_as"].items()),
    )


def _with_accents(written: str) -> re.Pattern[str]:
    """Return an expression for whole words that still have their accents."""
    letter = r"[\w\u0300-\u036f]"
    return compiled(rf"(?<!{letter})(?:{unicodedata.normalize('NFD', written)})(?!{letter})")

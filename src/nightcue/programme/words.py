"""What is said of a programme, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has, language_of


@dataclass(frozen=True)
class Words:
    """Everything that is said of a programme in one language; the same {names} in every language."""

    tag: str
    calendar: str


@cache
def words(tag: str) -> Words:
    """Return the words for a BCP 47 tag, with their own tag; English for a language that has none."""
    language = language_of(tag) if has(tag, "programme") else FIRST
    return Words(tag=language, **words_of("programme", language))

"""What a person means who writes another word where the routine language has its own: a hint that names it.

The words come from `meant.yaml` of every language, for a routine may be written by a Spaniard in English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import Literal

from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.locales import LANGUAGES

Table = Literal["steps", "fields", "words"]
LONGEST_WORD = 60
"""Characters; a longer one is no word of anybody's."""
_MOST_MEANT = 3


def meant(table: Table, written: str, known: Iterable[str]) -> list[str]:
    """Which of the `known` words `written` stands for: the same in other letters, or one for it in some language."""
    if len(written) > LONGEST_WORD:
        return []
    folded, words = fold(written), list(known)
    same = [word for word in words if fold(word) == folded]
    listed = [word for word in _table(table).get(folded, ()) if word in words]
    pieces = {fold(piece) for piece in _pieces(written)}
    return same or listed or [word for word in words if fold(word) in pieces]


def hint(table: Table, written: str, known: Collection[str]) -> str | None:
    """Which word is meant, else the closest one, else all of them where they are few."""
    found = meant(table, written, known)[:_MOST_MEANT]
    if found:
        return f"did you mean {' or '.join(repr(one_line(word)) for word in found)}?"
    return did_you_mean(written[:LONGEST_WORD], known)


def listed(name: str) -> frozenset[str]:
    """Every word of the list `name`, in every language, folded."""
    return frozenset(fold(word) for language in LANGUAGES for word in _words(language)[name])


def of_durations(name: str) -> frozenset[str]:
    """Every word around a duration of the kind `name`, such as half, in every language; spaces as they are."""
    return frozenset(plain(word) for language in LANGUAGES for word in _words(language)["durations"][name])


@cache
def numbers() -> dict[str, int]:
    """What each number in words stands for, folded, in every language."""
    return {
        fold(word): int(number)
        for language in LANGUAGES
        for number, words in _words(language)["numbers"].items()
        for word in words
    }


@cache
def languages() -> dict[str, str]:
    """The languages that nightcue speaks by what each of them is called, folded: in itself and in the others."""
    from babel import Locale

    from nightcue.language.locale_files import words_of

    named: dict[str, str] = {}
    for language in LANGUAGES:
        own = [words_of("language", language)["iso639_2"], *_words(language)["language"]]
        called = [*own, *(str(Locale(other).languages[language]) for other in LANGUAGES)]
        named |= {fold(name): language for name in called}
    return named


@cache
def frequent() -> dict[str, frozenset[str]]:
    """The frequent words of each language by which a text is seen to be in it, in small letters."""
    return {language: frozenset(_words(language)["frequent"]) for language in LANGUAGES}


def fold(word: str) -> str:
    """`word` without what makes no difference: capitals, accents, spaces, hyphens and underscores."""
    return "".join(letter for letter in plain(word) if letter not in " -_")


def plain(word: str) -> str:
    """`word` in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _pieces(written: str) -> list[str]:
    """The words that a name such as holdTime or hold_for is made of."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_ ]+", "\n", written).split("\n")


@cache
def _table(table: Table) -> dict[str, list[str]]:
    meanings: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for word, others in _words(language)[table].items():
            for other in others:
                meanings.setdefault(fold(other), []).append(word)
    return {other: list(dict.fromkeys(words)) for other, words in meanings.items()}


@cache
def _words(language: str) -> dict[str, dict[str, list[str]]]:
    from nightcue.language.locale_files import words_of

    return words_of("meant", language)

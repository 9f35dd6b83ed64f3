"""Finding the word of the routine language that a person meant by another word, for a hint.

The words come from `meant.yaml` of every language: a Spanish speaker may write English keys.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import Literal

from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.letters import plain_letters
from nightcue.locales import LANGUAGES

Table = Literal["steps", "fields", "words"]
LONGEST_WORD = 60
"""Characters of the longest word that is looked up."""
_MOST_MEANT = 3


def meant(table: Table, written: str, known: Iterable[str]) -> list[str]:
    """Return the `known` words that `written` may mean: the same in other letters, or a listed word for one of them."""
    if len(written) > LONGEST_WORD:
        return []
    folded, words = fold(written), list(known)
    same = [word for word in words if fold(word) == folded]
    listed = [word for word in _table(table).get(folded, ()) if word in words]
    pieces = {fold(piece) for piece in _pieces(written)}
    return same or listed or [word for word in words if fold(word) in pieces]


def hint(table: Table, written: str, known: Collection[str]) -> str | None:
    """Return a hint with the word that is meant, else the closest one, else all of them if they are few."""
    found = meant(table, written, known)[:_MOST_MEANT]
    if found:
        return f"did you mean {' or '.join(repr(one_line(word)) for word in found)}?"
    return did_you_mean(written[:LONGEST_WORD], known)


def listed(name: str) -> frozenset[str]:
    """Return every word of the list `name` in all languages, folded."""
    return frozenset(fold(word) for language in LANGUAGES for word in _words(language)[name])


def of_durations(name: str) -> frozenset[str]:
    """Return every word of the kind `name` that can stand with a duration, such as half, in all languages."""
    return frozenset(plain_letters(word) for language in LANGUAGES for word in _words(language)["durations"][name])


@cache
def numbers() -> dict[str, int]:
    """Return the numbers by their words, folded, in all languages."""
    return {
        fold(word): int(number)
        for language in LANGUAGES
        for number, words in _words(language)["numbers"].items()
        for word in words
    }


@cache
def languages() -> dict[str, str]:
    """Return the languages that nightcue speaks by their names in every one of them, folded."""
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
    """Return, for each language, the frequent words by which a text in it is recognised, in small letters."""
    return {language: frozenset(_words(language)["frequent"]) for language in LANGUAGES}


def fold(word: str) -> str:
    """Return `word` without capitals, accents, spaces, hyphens and underscores."""
    return "".join(letter for letter in plain_letters(word) if letter not in " -_")


def _pieces(written: str) -> list[str]:
    """Return the words in a name such as holdTime or hold_for."""
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

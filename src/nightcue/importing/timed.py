"""Exercises and intervals with a length: what they become in a routine."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from nightcue.importing.draft import Draft, Hold, Item, Said, Silence
from nightcue.importing.errors import not_readable
from nightcue.language.durations import parse_duration
from nightcue.language.locale_files import words_of
from nightcue.language.meant import fold
from nightcue.locales import languages_with

_LONGEST_HOLD = Fraction(3600)
MOST = 10_000
"""Intervals of one list."""


def length_of(draft: Draft, written: str, of: str, line: int) -> Fraction | None:
    """Return the length `written` of something, in seconds; None, and told, where it has none."""
    try:
        seconds = parse_duration(written)
    except ValueError as problem:
        draft.lost(line, f"{of}: {problem}; no time was written", "add a pause of its length behind it")
        return None
    if not seconds:
        draft.lost(line, f"{of} lasts no time; its name alone is said")
        return None
    return seconds


def of_interval(name: str, texts: Sequence[str], seconds: Fraction) -> list[Item]:
    """Return the steps of an interval: a stretch only where its name says so, else its name, its texts and a pause."""
    if is_named(name, "stretch") and 1 <= seconds <= _LONGEST_HOLD:
        return [Hold(name, tuple(texts), seconds)]
    return [Said((name, *texts)), Silence(seconds)]


def is_named(name: str, part: str) -> bool:
    """Return whether a word of `name` is one of those that importing.yaml of any language has under `part`."""
    words = {fold(word) for word in name.replace("-", " ").split()}
    return not words.isdisjoint(names(part))


@cache
def names(*parts: str) -> frozenset[str]:
    """Return the words under `parts` in importing.yaml of every language, folded: a list may mix languages."""
    return frozenset().union(*(names_in(language, *parts) for language in languages_with("importing")))


@cache
def names_in(language: str, *parts: str) -> frozenset[str]:
    """Return the words under `parts` in importing.yaml of a language, folded."""
    words = words_of("importing", language)
    for part in parts:
        words = words[part]
    return frozenset(map(fold, words))


def refuse_too_many(draft: Draft, count: int) -> None:
    """Raise DamagedFileError where a list has more intervals than anybody can have written."""
    if count > MOST:
        raise not_readable(draft.path, "too-many", f"more than {MOST:,} intervals", "take out some rounds")

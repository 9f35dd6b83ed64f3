"""What a text touches, by the word lists of every language: wide on purpose, for they only choose what is read first.

The lists are read in every language that has them, whatever the routine speaks: a line can be in another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from nightcue import beside_compiled
from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has, language_of, languages_with
from nightcue.patterns import compiled

PART = "topics"
"""The file of a language that has the lists and the questions."""

_WORD = compiled(r"[^\W_]+|%")
_DOUBLED = compiled(r"([^\W\daeiou_])\1+")


def topic_of(text: str, tag: str) -> str | None:
    """The topic that most words of `text` belong to, of several the first in the lists; None for a text that has none.

    The lists of the language of the BCP 47 `tag` come before the others.
    """
    own_first = sorted(_languages(), key=lambda language: language != language_of(tag))
    found = (_lists(language).topic_with_most(_words(text, language)) for language in own_first)
    return next((topic for topic in found if topic), None)


def has_lists(tag: str) -> bool:
    """Whether there are lists for the language of a BCP 47 tag; without them, every text may touch anything."""
    return has(tag, PART)


def questions(tag: str) -> dict[str, str]:
    """What to ask whoever reads a text, by its topic, in the language of a BCP 47 tag or else in English."""
    return dict(_topics(tag if has_lists(tag) else FIRST)["questions"])


def answers(tag: str) -> dict[str, str]:
    """The words for `yes` and `no` in the same language."""
    return dict(_topics(tag if has_lists(tag) else FIRST)["answers"])


def names_a_dose(text: str) -> bool:
    """Whether a number in `text` is one of a dose or a pressure, in any language."""
    return _dose().search(text) is not None


@dataclass(frozen=True, eq=False)
class _Lists:
    """The words of one language: whole ones, beginnings, and both of several words, each with the topics it is in.

    Those of several words stand under the first of them.
    """

    topics: tuple[str, ...]
    whole: dict[str, list[str]]
    beginnings: dict[str, list[str]]
    phrases: dict[str, dict[str, list[str]]]

    def topic_with_most(self, words: list[str]) -> str | None:
        """The topic that most of `words` belong to, of several the first."""
        counts = dict.fromkeys(self.topics, 0)
        for topic in self._touched(words):
            counts[topic] += 1
        most = max(counts, key=lambda topic: counts[topic])
        return most if counts[most] else None

    def _touched(self, words: list[str]) -> Iterator[str]:
        for word in words:
            yield from self._topics_of(word)
        said = f" {' '.join(words)} "
        for first in self.phrases.keys() & words:
            for phrase, topics in self.phrases[first].items():
                if phrase in said:
                    yield from topics

    @lru_cache(maxsize=10_000)  # noqa: B019  (there is one for each language, for good)
    def _topics_of(self, word: str) -> set[str]:
        begun = (self.beginnings.get(word[:length], ()) for length in range(1, len(word) + 1))
        return {*self.whole.get(word, ()), *chain.from_iterable(begun)}


@cache
def _lists(language: str) -> _Lists:
    topics = _topics(language)
    place, made_for = beside_compiled.place(__file__, f".{language}"), repr((topics["topics"], topics["sounds"]))
    found = beside_compiled.kept(place, made_for)
    if found is None:
        made = _made(language)
        found = (made.topics, made.whole, made.beginnings, made.phrases)
        beside_compiled.keep(place, made_for, found)
    return _Lists(*found)


def _made(language: str) -> _Lists:
    """Make the lists of a language out of what is written: that takes longer than to read them."""
    lists: dict[str, list[str]] = _topics(language)["topics"]
    found = _Lists(tuple(lists), {}, {}, {})
    for topic, written in lists.items():
        for entry in written:
            for *first, last in _ways_to_sound(entry, language):
                if first:
                    kind = found.phrases.setdefault(first[0], {})
                    entered = f" {' '.join([*first, last])}{'' if entry.endswith('*') else ' '}"
                else:
                    kind, entered = found.beginnings if entry.endswith("*") else found.whole, last
                kind.setdefault(entered, []).append(topic)
    return found


def _ways_to_sound(entry: str, language: str) -> set[tuple[str, ...]]:
    """The words of an entry; the last letter of a beginning may sound one way or another, as in panic and panicing."""
    if not entry.endswith("*"):
        return {tuple(_words(entry, language))}
    endless = entry.removesuffix("*")
    ways = (_words(endless + vowel, language) for vowel in "ae")
    return {(*first, last[:-1]) for *first, last in ways}


def _words(text: str, language: str) -> list[str]:
    """The words of `text` as they sound: no capitals, accents or doubled consonants, and one letter for one sound.

    So words that are spelled wrong are found too.
    """
    parted = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("'", ""))
    plain = "".join(c for c in parted if not unicodedata.combining(c))
    for pattern, letter in _sounds(language):
        plain = pattern.sub(letter, plain)
    return _WORD.findall(_DOUBLED.sub(r"\1", plain))


@cache
def _sounds(language: str) -> list[tuple[re.Pattern[str], str]]:
    return [(compiled(written), letter) for written, letter in _topics(language)["sounds"].items()]


@cache
def _dose() -> re.Pattern[str]:
    measures = "|".join(re.escape(word) for language in _languages() for word in _topics(language)["measures"])
    return compiled(rf"\d\s*(?:{measures})", re.IGNORECASE)


@cache
def _languages() -> tuple[str, ...]:
    return languages_with(PART)


def _topics(language: str) -> dict[str, Any]:
    return words_of(PART, language)

"""The normaliser of a language: from a text to the words that a voice is to speak."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from nightcue.locales import language_of
from nightcue.patterns import compiled
from nightcue.text_normalisation.abbreviations import Abbreviations
from nightcue.text_normalisation.doubts import Doubt
from nightcue.text_normalisation.expressions import Expressions
from nightcue.text_normalisation.markup import Markup
from nightcue.text_normalisation.numbers import SpelledNumbers
from nightcue.text_normalisation.plain_words import PlainWords
from nightcue.text_normalisation.roman_numerals import RomanNumerals
from nightcue.text_normalisation.scripts import Scripts, as_plain_characters
from nightcue.text_normalisation.signs import (
    Signs,
    keycaps_as_digits,
    tidied,
    with_pauses,
    without_bullets,
    without_pictographs,
)
from nightcue.text_normalisation.tables import Tables, tables_of

_NO_WORD = compiled(r"[^\w.,]+")
_TIMES = 4
"""The most passes over a text."""


@dataclass(frozen=True)
class Normalised:
    """The words that a voice is to speak, and the doubts about the text."""

    words: str
    doubts: tuple[Doubt, ...] = ()


class Normaliser:
    """Normalises texts of one language."""

    def __init__(self, language: str, tables: Tables) -> None:
        spelled = SpelledNumbers(language, tables)
        self._abbreviations, self._romans = Abbreviations(tables), RomanNumerals(tables, spelled)
        self._expressions = Expressions(language, tables, spelled)
        self._plain = PlainWords(tables)
        self._signs = Signs(tables)
        self._markup = Markup(tables)
        self._scripts = Scripts(tables)

    def spoken(self, text: str) -> Normalised:
        """Return the words of `text`, without digits, and without signs other than punctuation."""
        if self._plain.are(text):
            return Normalised(text)
        doubts: list[Doubt] = []
        words = self._once(text, doubts)
        if not words and (digits := keycaps_as_digits(text)) != text:  # only a keycap emoji
            return self.spoken(digits)
        before = text
        for _ in range(_TIMES):  # what one step writes out may complete what another recognises
            if words == before or self._plain.are(words):
                break
            before, words = words, self._once(words, [])
        if not words:  # only markup: its words are better than silence
            words = self._once(_NO_WORD.sub(" ", text), [])
        return Normalised(words or text, tuple(dict.fromkeys(doubts)))

    def _once(self, text: str, doubts: list[Doubt]) -> str:
        said = as_plain_characters(unicodedata.normalize("NFC", text))
        said = without_bullets(without_pictographs(self._markup.taken_out(said, doubts)))
        doubts += self._scripts.doubts(said)
        said = self._romans.written_out(self._signs.addresses(said))
        said = self._abbreviations.before_numbers(said)
        said = self._abbreviations.in_words(said)
        said = self._abbreviations.in_words(self._expressions.in_words(said, doubts))
        said = with_pauses(self._signs.in_words(said))
        return text if said == text else tidied(said)


@lru_cache(maxsize=10_000)
def spoken(tag: str, text: str) -> Normalised:
    """Return the words of `text` in a tag's language; unchanged if that language has no tables."""
    normaliser = normaliser_of(tag)
    return normaliser.spoken(text) if normaliser else Normalised(text)


@cache
def normaliser_of(tag: str) -> Normaliser | None:
    """Return the normaliser of a tag's language; None for one without tables."""
    tables = tables_of(tag)
    return Normaliser(language_of(tag), tables) if tables else None

"""The normaliser of a language: text in, the words that a voice is to say out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from nightcue.locales import language_of
from nightcue.text_normalisation.abbreviations import Abbreviations
from nightcue.text_normalisation.doubts import Doubt
from nightcue.text_normalisation.expressions import Expressions
from nightcue.text_normalisation.numbers import SpelledNumbers
from nightcue.text_normalisation.signs import Signs, tidied, with_pauses, without_bullets, without_pictographs
from nightcue.text_normalisation.tables import Tables, tables_of

_PLAIN = re.compile(r"(?:[^\W\d_]+(?:['’-][^\W\d_]+)*[,;:!?)\"”»]*[ (\"“«¿¡]*)*\.?")
"""Words, marks and a full stop at the end: what holds nothing that is said otherwise than it is written."""


@dataclass(frozen=True)
class Spoken:
    """What a voice is to say, and what in the text may mean two things."""

    words: str
    doubts: tuple[Doubt, ...] = ()


class Normaliser:
    """Says what is written in one language."""

    def __init__(self, language: str, tables: Tables) -> None:
        spelled = SpelledNumbers(language, tables)
        self._abbreviations = Abbreviations(tables)
        self._expressions = Expressions(tables, spelled)
        self._signs = Signs(tables)

    def spoken(self, text: str) -> Spoken:
        """The words of `text`, with neither digits nor signs but the marks between words."""
        doubts: list[Doubt] = []
        said = unicodedata.normalize("NFC", text)
        said = without_bullets(without_pictographs(said))
        said = self._signs.addresses(said)
        said = self._abbreviations.before_numbers(said)
        said = self._abbreviations.in_words(said)
        said = self._abbreviations.in_words(self._expressions.in_words(said, doubts))
        said = with_pauses(self._signs.in_words(said))
        if said == text:
            return Spoken(text)
        return Spoken(tidied(said), tuple(doubts))


@lru_cache(maxsize=10_000)
def spoken(tag: str, text: str) -> Spoken:
    """The words of `text` in a tag's language; as it is where that language has no tables."""
    normaliser = normaliser_of(tag)
    return normaliser.spoken(text) if normaliser else Spoken(text)


@cache
def normaliser_of(tag: str) -> Normaliser | None:
    """The normaliser of a tag's language; None for one without tables."""
    tables = tables_of(tag)
    return Normaliser(language_of(tag), tables) if tables else None

"""Recognising lines of nothing but words and marks, which need no normalisation: most lines are, and it saves time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.tables import Tables

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
_WORD = compiled(rf"[{_LETTER}]+")
_WORDS_AND_MARKS = compiled(rf"(?:[{_LETTER} ,;:!?'’\"“”«»¿¡]|(?<=[{_LETTER}])-(?=[{_LETTER}])|\.(?!\.))*")
_STOP_INSIDE = compiled(r"\.(?!\s+[¿¡\"“«]*[A-ZÀ-ÖØ-Þ]|[\"”»]*$)")
"""A full stop inside a sentence."""
_STOPPED = compiled(rf"([{_LETTER}]+)\.")
_NUMERAL = compiled(rf" [IVXLC]+(?![{_LETTER}])")
_LONG_NUMERAL = compiled(rf" [IVX]{{2,}}(?![{_LETTER}])")


@dataclass(frozen=True)
class PlainWords:
    """Recognises lines that the normaliser would leave unchanged."""

    tables: Tables

    def are(self, text: str) -> bool:
        """Return whether `text` certainly stays unchanged."""
        if not _WORDS_AND_MARKS.fullmatch(text) or _STOP_INSIDE.search(text):
            return False
        if any(len(word) == 1 or word.casefold() in self._abbreviated for word in _STOPPED.findall(text)):
            return False
        words = set(_WORD.findall(text.casefold()))
        if words & self._shortened or (self.tables.sides and words & set("lr")):
            return False
        return not (_LONG_NUMERAL.search(text) or (words & self._before_numerals and _NUMERAL.search(text)))

    @cached_property
    def _abbreviated(self) -> frozenset[str]:
        """The last words of abbreviations with a full stop."""
        keys = (*self.tables.abbreviations, *self.tables.titles)
        return frozenset(word for key in keys for word in _WORD.findall(key.casefold())[-1:])

    @cached_property
    def _shortened(self) -> frozenset[str]:
        """The last words of abbreviations without a full stop."""
        keys = (*self.tables.abbreviations, *self.tables.titles, *self.tables.weekdays)
        return frozenset(word for key in keys if key[-1].isalpha() for word in _WORD.findall(key.casefold())[-1:])

    @cached_property
    def _before_numerals(self) -> frozenset[str]:
        rulers = self.tables.rulers
        named = (*rulers.titles, *rulers.titles_feminine, *rulers.masculine, *rulers.feminine)
        return frozenset(word.casefold() for word in (*self.tables.roman_after, *named))

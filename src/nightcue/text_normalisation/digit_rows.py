"""Digits that are not a quantity: telephone numbers, ratios, and counts such as 4-7-8."""

from __future__ import annotations

import re

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import next_word, words_before
from nightcue.text_normalisation.numbers import SpelledNumbers
from nightcue.text_normalisation.tables import Tables

_ROW = compiled(r"\d{1,4}(?:\)?[ .-]{1,2}\(?\d{2,4}){1,5}(?!\d)|\d{7,15}(?!\d)|\d{3}(?!\d)")
_LEAST_DIGITS = 7
"""The fewest digits of a telephone number other than an emergency number."""
_SEQUENCE = compiled(r"\d{1,3}(?:-\d{1,3}){2,9}(?![\d-])|\d{1,3}(?:[.,]\d{1,3}){2,9}(?![\d.,]\d)")
_RATIO = compiled(r"(\d{1,4}):(\d{1,4})(?![\d:])")


class DigitRows:
    """Says rows of digits in one language."""

    def __init__(self, tables: Tables, spelled: SpelledNumbers) -> None:
        self._tables, self._spelled = tables, spelled

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the row of digits at `start` in words, and its end; None if there is none."""
        return self._telephone(text, start) or self._ratio(text, start) or self._sequence(text, start)

    def _ratio(self, text: str, start: int) -> tuple[str, int] | None:
        found = _RATIO.match(text, start)
        if not found:
            return None
        first, second = map(self._spelled.whole, found.groups())
        return self._tables.numbers.range.format(first=first, second=second), found.end()

    def _telephone(self, text: str, start: int) -> tuple[str, int] | None:
        found = _ROW.match(text, start)
        if not found:
            return None
        digits = re.sub(r"\D", "", found[0])
        called = words_before(text, start, 4) & self._tables.call
        counted = next_word(text, found.end())
        if len(digits) == 3:
            listed = digits in self._tables.emergency and (called or not counted)
            direct = words_before(text, start, 1) & self._tables.call
            return (self._spelled.each_digit(digits), found.end()) if listed or direct else None
        grouped = re.fullmatch(r"\d{3}([ .-])\d{3}\1\d{3,4}", found[0]) or (text[start - 1 : start] in ("+", "("))
        if len(digits) < _LEAST_DIGITS or not (called or grouped):
            return None
        if "." in found[0] and re.fullmatch(r"\d{1,3}(\.\d{3})+", found[0]) and not called:
            return None
        groups = re.findall(r"\d+", found[0])
        return ", ".join(map(self._spelled.each_digit, groups)), found.end()

    def _sequence(self, text: str, start: int) -> tuple[str, int] | None:
        found = _SEQUENCE.match(text, start)
        thousands = re.escape(self._tables.numbers.thousands)
        if not found or re.match(rf"[1-9]\d{{0,2}}(?:[{thousands}]\d{{3}})+(?!\d|-)", found[0]):
            return None
        return " ".join(self._spelled.whole(part) for part in re.findall(r"\d+", found[0])), found.end()

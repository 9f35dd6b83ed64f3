"""Places in a row, as 2nd or 3.ª, and decades, as the 60s."""

from __future__ import annotations

import re
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import any_of, words_before
from nightcue.text_normalisation.numbers import SpelledNumbers
from nightcue.text_normalisation.tables import Tables
from nightcue.text_normalisation.units import Units

_HIGHEST_PLACE = 20
"""The highest number that º makes an ordinal; a higher one is in degrees."""
_DASH = compiled(r"\s?[-–—]\s?")
_DECADE = compiled(r"((?:1[6-9]|20)?[1-9]0)['’]?s(?![^\W_])")


class Ordinals:
    """Puts the ordinals and decades of one language into words."""

    def __init__(self, tables: Tables, spelled: SpelledNumbers, units: Units) -> None:
        self._tables, self._spelled, self._units = tables, spelled, units

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the ordinal, range of two or decade at `start` in words, and its end; None if there is none."""
        first = self._one(text, start)
        if not first:
            return self._decade(text, start)
        dash = _DASH.match(text, first[1])
        second = self._one(text, dash.end()) if dash else None
        if not second:
            return first
        return self._tables.numbers.range.format(first=first[0], second=second[0]), second[1]

    def _one(self, text: str, start: int) -> tuple[str, int] | None:
        found = self._pattern.match(text, start)
        if not found or (found[2] in ("º", "°") and int(found[1]) > _HIGHEST_PLACE):
            return None
        if found[2] == "°" and self._units.rule_of_noun(text, found.end()) == "plain":
            return None
        rule = "ordinal"
        if found[2] in self._tables.ordinals.feminine:
            rule = "ordinal_feminine"
        elif self._units.rule_of_noun(text, found.end()) == "masculine":
            rule = "ordinal_adjective"
        return self._spelled.whole(str(int(found[1])), rule), found.end()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ends = any_of((*self._tables.ordinals.masculine, *self._tables.ordinals.feminine))
        return compiled(rf"(\d{{1,9}})({ends})(?![^\W_])")

    def _decade(self, text: str, start: int) -> tuple[str, int] | None:
        found = _DECADE.match(text, start)
        before = words_before(text, start, 1) & self._tables.decades_after
        if not found or not (before or text[start - 1 : start] in ("'", "’")):
            return None
        last, ending = self._tables.decades_end
        words = self._spelled.whole(found[1], "year")
        return (words[: -len(last)] + ending if words.endswith(last) else f"{words}s"), found.end()

"""Dates in digits, as 25/12/2026: said with the name of their month where it can be known which number is the day."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import next_word, words_before
from nightcue.text_normalisation.doubts import Doubt, two_meanings
from nightcue.text_normalisation.numbers import SpelledNumbers
from nightcue.text_normalisation.tables import Tables

_YEAR_FIRST = compiled(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR_LAST = compiled(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NO_YEAR = compiled(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_ANY_YEAR = 2000
"""A leap year, for a date that is written without its year."""
_THIS_CENTURY = 50
"""The first of the years of two digits that are of the century before."""


class Dates:
    """Puts the dates of one language into words."""

    def __init__(self, language: str, tables: Tables, spelled: SpelledNumbers) -> None:
        self._language, self._tables, self._spelled = language, tables, spelled

    def at(self, text: str, start: int, doubts: list[Doubt]) -> tuple[str, int] | None:
        """Return the date at `start` with its month as a word, and its end; None if there is none."""
        if found := _YEAR_FIRST.match(text, start):
            day = _day(found[1], found[2], found[3])
            return (self._named(day), found.end()) if day and self._is_said else self._numbers(found, doubts)
        if found := _YEAR_LAST.match(text, start):
            return self._year_last(found, doubts)
        found = _NO_YEAR.match(text, start)
        if not found or next_word(text, found.end()) or not words_before(text, start, 1) & self._tables.dates_after:
            return None
        day = _day(str(_ANY_YEAR), found[2], found[1])
        return (self._named(day, "MMMMd"), found.end()) if day else None

    def _year_last(self, found: re.Match[str], doubts: list[Doubt]) -> tuple[str, int]:
        first, _, second, written = found.groups()
        year = written if len(written) == 4 else str(int(written) + (1900 if int(written) >= _THIS_CENTURY else 2000))
        day_first, month_first = _day(year, second, first), _day(year, first, second)
        if not self._is_said or (len(written) == 2 and found[2] != "/"):  # the second may be a count, such as 4-7-8
            return self._numbers(found, doubts)
        if not day_first or not month_first or day_first == month_first:
            day = day_first or month_first
            return (self._named(day), found.end()) if day else self._numbers(found, doubts)
        if not self._tables.numbers.day_first:
            return self._numbers(found, doubts)
        return self._doubted(self._named(day_first), found, doubts)

    @cached_property
    def _is_said(self) -> bool:
        """Return whether CLDR writes a day as a plain number; "25." in German has an ending of its own."""
        return "." not in self._named(date(_ANY_YEAR, 1, 1))

    def _numbers(self, found: re.Match[str], doubts: list[Doubt]) -> tuple[str, int]:
        """Return a date number by number, for nobody knows which of them is the day."""
        parts = [part for part in found.groups() if part and part.isdigit()]
        said = ", ".join(self._spelled.whole(str(int(part)), "year" if len(part) == 4 else "plain") for part in parts)
        return self._doubted(said, found, doubts)

    @staticmethod
    def _doubted(said: str, found: re.Match[str], doubts: list[Doubt]) -> tuple[str, int]:
        doubts.append(two_meanings(found[0], "one day", "another", said, "write the month as a word"))
        return said, found.end()

    def _named(self, day: date, skeleton: str = "") -> str:
        """Return the date as CLDR writes it out; its numbers are said when the text is looked at again."""
        from babel.dates import format_date, format_skeleton

        if skeleton:
            return format_skeleton(skeleton, day, locale=self._language)
        return format_date(day, "long", locale=self._language)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

"""What the report says in each language, with numbers and dates as that language writes them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has

REPORT = "report"
"""The file of a language that has the words."""


class ReportWords:
    """The words of one language. `tag` is BCP 47, such as en or es-MX."""

    def __init__(self, tag: str) -> None:
        self.locale = Locale.parse(tag, sep="-")
        self.language = self.locale.language
        self._said = words_of(REPORT, self.language)

    def say(self, path: str, **names: object) -> str:
        """Return the text at a path such as `chart.title`, its {names} filled in. Raises KeyError if there is none."""
        return str(self.part(path)).format(**names)

    def part(self, path: str) -> Any:
        """Return what the file has at a path: a text, a list or a mapping. Raises KeyError."""
        found: Any = self._said
        for key in path.split("."):
            found = found[key]
        return found

    def nights(self, count: int) -> str:
        """Return a number of nights in words."""
        forms = self.part("nights")
        return str(forms.get(self.locale.plural_form(count), forms["other"])).format(n=self.number(count))

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with so many decimals."""
        shown = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(round(value, decimals) + 0.0, shown, locale=self.locale))

    def day(self, day: date) -> str:
        """Return a date with its year."""
        return str(format_date(day, self._said["day"], locale=self.locale))

    def short_day(self, day: date) -> str:
        """Return a date without its year."""
        return str(format_date(day, "d MMM", locale=self.locale))

    def weekday(self, day: date) -> str:
        """Return a date with its weekday, with little room."""
        return str(format_date(day, "EEE d MMM", locale=self.locale))

    def month(self, day: date) -> str:
        """Return a month with its year."""
        return str(format_date(day, "LLLL y", locale=self.locale))


@cache
def report_words(tag: str) -> ReportWords:
    """Return the words for a BCP 47 tag; English for a language that has none."""
    return ReportWords(tag if has(tag, REPORT) else FIRST)

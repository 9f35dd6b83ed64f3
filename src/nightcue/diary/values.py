"""The kinds of values a diary holds: how each is checked, written as text, sent as JSON and kept in a column.

A value is None where nothing was said. Every check raises ValueError with a phrase that goes after the field's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.language.durations import parse_duration
from nightcue.letters import plain_letters
from nightcue.locales import LANGUAGES

NONE = "none"
"""Written for a list that was asked for and is empty."""
EARLIEST = date(2000, 1, 1)
"""No night is older; an older date is a slip of the pen, or of a clock."""
LAST_YEAR = 9000
"""The calendar of Python ends soon after it."""


class Kind:
    """How one field is checked and written. `check` takes what JSON has, `read` what a person types."""

    def check(self, value: Any) -> Any:
        """Return the value, as the diary holds it. Raises ValueError."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """Return the value that a text stands for. Raises ValueError."""
        return self.check(text.strip())

    def plain(self, value: Any) -> Any:
        """Return the value as JSON has it."""
        return value

    def text(self, value: Any) -> str:
        """Return the value as text that `read` understands."""
        return str(self.plain(value))

    def column(self, value: Any) -> Any:
        """Return the value as SQLite keeps it."""
        return self.plain(value)

    def from_column(self, value: Any) -> Any:
        """Return the value, from what SQLite kept. Raises ValueError."""
        return self.check(value)


class Evening(Kind):
    """The date a night belongs to: that of its evening."""

    def check(self, value: Any) -> date:
        """Return a date from text such as 2026-11-24."""
        try:
            found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            found = None
        if found is None:
            raise ValueError(f"{_shown(value)} is no date; a date is written 2026-11-24")
        if found < EARLIEST:
            raise ValueError(f"{found} is before {EARLIEST}; is the year right?")
        if found.year > LAST_YEAR:
            raise ValueError(f"{found} is not possible; is the year right?")
        return found

    def plain(self, value: date) -> str:
        """Return the date as 2026-11-24."""
        return value.isoformat()


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    def check(self, value: Any) -> int:
        """Return a whole number in the range."""
        if isinstance(value, float) and value.is_integer():  # JSON has one kind of number
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"{_shown(value)} is no whole number from {self.low} to {self.high}")
        if not self.low <= value <= self.high:
            # what is far too long to show is not shown
            said = str(value) if abs(value) < 10**12 else "that"
            raise ValueError(f"{said} is not possible; from {self.low} to {self.high}")
        return value

    def read(self, text: str) -> int:
        """Return a whole number written in digits."""
        written = text.strip()
        digits = written.removeprefix("-")
        return self.check(int(written) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else written)


class Count(Whole):
    """A number of things, of which there may have been none at all."""

    def read(self, text: str) -> int:
        """Return a whole number written in digits; 0 for a word that says none or no, in any language."""
        is_none = means_nothing(text) or _yes_and_no().get(text.strip().lower()) is False
        return 0 if is_none else super().read(text)


@dataclass(frozen=True)
class Length(Whole):
    """A duration in whole seconds; a person may write it as 90s or 2 min."""

    def read(self, text: str) -> int:
        """Return a duration as people write it."""
        seconds: Fraction = parse_duration(text)
        if seconds.denominator != 1:
            raise ValueError(f"{_shown(text)} is no whole number of seconds")
        return self.check(int(seconds))


class YesNo(Kind):
    """Yes or no."""

    def check(self, value: Any) -> bool:
        """True or False."""
        if not isinstance(value, bool):
            raise ValueError(f"{_shown(value)} is not possible; yes or no")
        return value

    def read(self, text: str) -> bool:
        """Return the words yes and no, in any language."""
        return self.check(_yes_and_no().get(text.strip().lower(), text.strip()))

    def text(self, value: bool) -> str:
        """Return the words yes and no."""
        return "yes" if value else "no"

    def column(self, value: bool) -> int:
        """1 or 0."""
        return int(value)

    def from_column(self, value: Any) -> bool:
        """True or False from 1 or 0."""
        return self.check({0: False, 1: True}.get(value, value))


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def check(self, value: Any) -> str:
        """One of the words."""
        if not isinstance(value, str) or value not in self.words:
            raise ValueError(f"{_shown(value)} is not possible here; {_hint(value, self.words)}")
        return value

    def read(self, text: str) -> str:
        """One of the words, in any case."""
        return self.check(text.strip().lower())


@dataclass(frozen=True)
class Several(Kind):
    """Any number of a few words, in their own order, each once."""

    words: tuple[str, ...]

    def check(self, value: Any) -> tuple[str, ...]:
        """Return the words of a list."""
        if not isinstance(value, list | tuple):
            raise ValueError(f"{_shown(value)} is no list")
        for word in value:
            if not isinstance(word, str) or word not in self.words:
                raise ValueError(f"{_shown(word)} is not possible here; {_hint(word, self.words)}")
        return tuple(word for word in self.words if word in value)

    def read(self, text: str) -> tuple[str, ...]:
        """Return words between commas or spaces; no word for `none`, or what says so in any language."""
        return self.check([] if means_nothing(text) else text.lower().replace(",", " ").split())

    def plain(self, value: tuple[str, ...]) -> list[str]:
        """Return the words as a list."""
        return list(value)

    def text(self, value: tuple[str, ...]) -> str:
        """Return the words between spaces, or `none`."""
        return " ".join(value) or NONE

    def column(self, value: tuple[str, ...]) -> str:
        """Return the words between spaces."""
        return " ".join(value)

    def from_column(self, value: Any) -> tuple[str, ...]:
        """Return the words, from one text."""
        return self.check(value.split() if isinstance(value, str) else value)


@dataclass(frozen=True)
class Note(Kind):
    """Free text of at most `longest` characters; no text is nothing said."""

    longest: int

    def check(self, value: Any) -> str | None:
        """Return the text without blanks around it, its lines ended as here."""
        if not isinstance(value, str):
            raise ValueError(f"{_shown(value)} is no text")
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > self.longest:
            raise ValueError(f"{len(text):,} characters; at most {self.longest:,}")
        if any(not c.isprintable() and c not in "\n\t" and c.isascii() for c in text) or not _is_unicode(text):
            raise ValueError("it has a control character that nobody can read")
        return text or None


def check_each(fields: Mapping[str, Kind], said: Mapping[Any, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the values of what JSON has (null is nothing said), and what is wrong with the others, each a sentence."""
    return _each(fields, said, lambda kind, value: kind.check(value))


def read_each(fields: Mapping[str, Kind], said: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return the values of what a person wrote, and what is wrong with the others, each a sentence."""
    return _each(fields, said, lambda kind, text: kind.read(text))


def _each(
    fields: Mapping[str, Kind], said: Mapping[Any, Any], understand: Callable[[Kind, Any], Any]
) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems = []
    for name, value in said.items():
        kind = fields.get(name)
        if kind is None:
            hint = did_you_mean(str(name)[:40], fields)
            problems.append(f"{one_line(str(name), 40)}: there is no such field; {hint}")
        elif value is not None:
            try:
                values[name] = understand(kind, value)
            except ValueError as problem:
                problems.append(f"{name}: {problem}")
    return values, problems


@cache
def _yes_and_no() -> dict[str, bool]:
    """Return what the words for yes and no mean, in every language, and those of JSON."""
    from nightcue.language.locale_files import words_of

    said = {"true": True, "false": False}
    for language in LANGUAGES:
        words = words_of("language", language)
        said |= dict.fromkeys(words["yes"], True) | dict.fromkeys(words["no"], False)
    return said


def means_nothing(text: str) -> bool:
    """Return whether a person answered that there was none, in any language, with accents or without."""
    return plain_letters(text).strip(" .") in _nothing()


@cache
def _nothing() -> frozenset[str]:
    from nightcue.language.locale_files import words_of

    return frozenset(
        plain_letters(word) for language in LANGUAGES for word in words_of("language", language)["nothing"]
    )


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, as JSON can hold
        return False
    return True


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float):
        return one_line(str(value), 40) if not isinstance(value, int) or abs(value) < 10**12 else "that"
    return f"'{one_line(str(value), 40)}'" if isinstance(value, str) else f"a {type(value).__name__}"


def _hint(value: Any, words: tuple[str, ...]) -> str | None:
    return did_you_mean(value[:40], words) if isinstance(value, str) else f"one of: {', '.join(words)}"

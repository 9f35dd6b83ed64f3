"""The course of a person: the evening it begins, and how many nights are prescribed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nightcue.clinic.person import Person
from nightcue.diary.values import Evening, Kind, Whole
from nightcue.language.diagnostics import DamagedFileError, Diagnostic

MOST_NIGHTS = 3660
"""Ten years."""

KINDS: dict[str, Kind] = {"first_night": Evening(), "nights": Whole(1, MOST_NIGHTS)}


@dataclass(frozen=True)
class Course:
    """`first` is the evening it begins on, None where only the diary tells; `nights` is None where it has no end."""

    first: date | None = None
    nights: int | None = None

    def due(self, noted_first: date | None, until: date) -> list[date]:
        """Return every evening that is prescribed up to `until`; it begins with `noted_first` where none is named."""
        first = self.first or noted_first
        if first is None:
            return []
        days = (until - first).days + 1
        return [first + timedelta(day) for day in range(min(days, self.nights or days))]


def courses_of(people: Iterable[Person], usual: Course) -> dict[str, Course]:
    """Return the course of each person by the id in small letters: what the row says, and `usual` for what it does not.

    Raises DamagedFileError with the place of every cell that is no date or no number of nights.
    """
    problems: list[Diagnostic] = []
    courses = {}
    for person in people:
        said: dict[str, Any] = {}
        for name, kind in KINDS.items():
            if name in person.said:
                try:
                    said[name] = kind.read(person.said[name])
                except ValueError as problem:
                    problems.append(Diagnostic(person.place(name), "bad-value", str(problem)))
        first, nights = said.get("first_night", usual.first), said.get("nights", usual.nights)
        courses[person.id.casefold()] = Course(first, nights)
    if problems:
        raise DamagedFileError(problems)
    return courses

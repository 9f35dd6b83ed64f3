"""The nights of a programme, for a calendar."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nightcue.calendar_file import calendar, event
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.programme.programme import Programme, Week
from nightcue.programme.words import words
from nightcue.storage.targets import begins

PROGRAM = "-//nightcue//programme//EN"
is_ours = begins(re.compile(rb"BEGIN:VCALENDAR.*PRODID:" + PROGRAM.encode(), re.DOTALL))
"""Whether a file is a calendar that PROGRAM wrote."""

_STEP = 5
"""Minutes to which the length of a night is rounded up in a calendar."""


@dataclass(frozen=True)
class Night:
    """A night of a programme: its `number` in all weeks, from 1, and the evening on which it is planned."""

    number: int
    week: Week
    evening: date


def nights_of(programme: Programme, first: date, from_week: int = 1) -> Iterator[Night]:
    """Yield the nights from the week `from_week` on, which begins on `first`.

    A week with fewer than 7 nights has them as evenly over its days as can be, the first on its first day.
    """
    number = 0
    for week in programme.weeks:
        for night in range(week.nights):
            number += 1
            days = 7 * (week.number - from_week) + 7 * night // week.nights
            if week.number >= from_week:
                yield Night(number, week, first + timedelta(days))


def nights_as_calendar(programme: Programme, first: date, at: time, from_week: int = 1) -> bytes:
    """Return a calendar file with an event for each night, `at` that time of the wall clock.

    An event lasts about as long as the track. Another file of the same programme changes what a calendar has of it.
    """
    said = words(programme.language)
    lasts = {week.number: _about(week) for week in programme.weeks}
    return calendar(
        PROGRAM,
        (
            event(
                f"{programme.name}-night-{night.number}@nightcue",
                datetime.combine(night.evening, at),
                lasts[night.week.number],
                said.calendar.format(title=programme.title, week=night.week.number, night=night.number),
                said.tag,
            )
            for night in nights_of(programme, first, from_week)
        ),
    )


def _about(week: Week) -> timedelta:
    seconds = unroll(read_routine(week.routine, week.settings)).about_seconds()
    return timedelta(minutes=_STEP * math.ceil(seconds / 60 / _STEP))

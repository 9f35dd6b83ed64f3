"""Nights for the tests of the diary's report."""

from datetime import date, timedelta

from nightcue.diary.night import Night

FIRST = date(2026, 3, 2)
"""A Monday."""


def nights_of(cramps, since=(), first=FIRST, **fields):
    """Nights in a row with these cramps: those of `cramps` without stretches, those of `since` with."""
    nights = [Night(first + timedelta(day), count, stretched=False, **fields) for day, count in enumerate(cramps)]
    began = first + timedelta(len(nights))
    return nights + [Night(began + timedelta(day), n, stretched=True, **fields) for day, n in enumerate(since)]

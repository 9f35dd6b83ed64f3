"""Offering an easier week again, after mornings with sore legs: it is offered, and never done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from nightcue.language.durations import is_duration, is_number, parse_duration
from nightcue.programme.nights import Place
from nightcue.programme.programme import Programme

SORE = "sore"
"""How legs are that ask for less, in the words of the diary."""
MORNINGS = 3
"""So many mornings running before anything is offered. It is a choice: one sore morning tells little."""


@dataclass(frozen=True)
class Change:
    """What is less in an easier week: the name of the variable, and its values as they are written."""

    name: str
    now: str
    then: str


@dataclass(frozen=True)
class Easing:
    """An easier `week` of the same programme, and what is less in it."""

    week: int
    changes: tuple[Change, ...]


def easing(programme: Programme, place: Place, legs: Mapping[date, str], today: date) -> Easing | None:
    """Return the week to offer on the evening `today` in place of that of `place`, or None.

    `legs` says how they were after the night of each evening. All of the last MORNINGS have to have been sore, since
    this week began.
    """
    began_since = place.began is None or place.began > today - timedelta(MORNINGS)
    return None if place.finished or began_since or not is_sore(legs, today) else easier_week(programme, place.week)


def is_sore(legs: Mapping[date, str], today: date) -> bool:
    """Return whether the legs were sore after each of the last MORNINGS nights before the evening `today`."""
    return all(legs.get(today - timedelta(back)) == SORE for back in range(1, MORNINGS + 1))


def easier_week(programme: Programme, number: int) -> Easing | None:
    """Return the nearest week before week `number` in which something is less and nothing is more; None of none.

    So nothing is ever offered that the programme does not have, and that was not judged with it.
    """
    week = programme.weeks[number - 1]
    for before in reversed(programme.weeks[: number - 1]):
        if before.routine == week.routine and (changes := _less(week.values, before.values)):
            return Easing(before.number, changes)
    return None


def amount_of(written: str) -> Fraction | None:
    """Return a value in seconds, or as a count; None of a value that is neither."""
    if is_number(written):
        return Fraction(written.strip().replace(",", "."))
    return parse_duration(written) if is_duration(written) else None


def _less(now: Mapping[str, str], then: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what is less in `then`; nothing where anything is more, or other than an amount."""
    changes = []
    for name in now:
        if now[name] == then[name]:
            continue
        before, after = amount_of(now[name]), amount_of(then[name])
        if before is None or after is None or after > before:
            return ()
        if after < before:
            changes.append(Change(name, now[name], then[name]))
    return tuple(changes)

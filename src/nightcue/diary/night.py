"""One night of the diary: its fields, from one table that checks, reads, shows, sends and keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nightcue.diary.errors import ProblemsError
from nightcue.diary.values import (
    Choice,
    Count,
    Evening,
    Kind,
    Length,
    Note,
    Several,
    Whole,
    YesNo,
    check_each,
    read_each,
)

SIDES = ("left", "right", "both")
MUSCLES = ("calf", "foot", "thigh", "other")
DAY = ("sport", "sitting", "alcohol", "caffeine", "little-water", "stress")
"""What a day can hold: sport, long sitting, late alcohol, late caffeine, little to drink, stress (fact diary-day)."""
DONE = ("stretched", "compression", "massage", "socks")
"""The fields that say what was done for the legs on the evening."""
LEGS = ("fine", "tired", "heavy", "sore")
SIGNS = ("swelling", "warmth", "redness", "numbness", "weakness")
"""Warning signs; swelling, warmth and redness are those of one leg (facts help-urgent and help-evaluation)."""
OF_CRAMPS = ("intensity", "longest", "side", "muscle")
"""The fields that only a night with cramps has."""


@dataclass(frozen=True)
class Night:
    """One night. None is what was not said; an empty tuple is what was asked for and was not there."""

    date: date
    """The date of the evening the night began on."""
    cramps: int
    """How many cramps came."""
    intensity: int | None = None
    """How strong the worst was, from 0 to 10."""
    longest: int | None = None
    """Seconds that the longest lasted."""
    side: str | None = None
    muscle: str | None = None
    day: tuple[str, ...] | None = None
    stretched: bool | None = None
    compression: bool | None = None
    massage: bool | None = None
    socks: bool | None = None
    legs: str | None = None
    signs: tuple[str, ...] | None = None
    note: str | None = None


FIELDS: dict[str, Kind] = {
    "date": Evening(),
    "cramps": Count(0, 100),
    "intensity": Whole(0, 10),
    "longest": Length(0, 12 * 3600),
    "side": Choice(SIDES),
    "muscle": Choice(MUSCLES),
    "day": Several(DAY),
    "stretched": YesNo(),
    "compression": YesNo(),
    "massage": YesNo(),
    "socks": YesNo(),
    "legs": Choice(LEGS),
    "signs": Several(SIGNS),
    "note": Note(2000),
}
"""Every field of a night, in the order in which it is written."""


def plain_night(night: Night) -> dict[str, Any]:
    """Return the night as JSON has it, without what was not said."""
    return {name: kind.plain(value) for name, kind in FIELDS.items() if (value := getattr(night, name)) is not None}


def check_fields(said: Mapping[str, Any], today: date) -> tuple[dict[str, Any], list[str]]:
    """Return the values of what JSON has (null is nothing said), and what is wrong with the others, each a sentence."""
    return _past(*check_each(FIELDS, said), today)


def read_fields(said: Mapping[str, str], today: date) -> tuple[dict[str, Any], list[str]]:
    """Return the values of what a person wrote, and what is wrong with the others, each a sentence."""
    return _past(*read_each(FIELDS, said), today)


def changed(night: Night, changes: Mapping[str, Any]) -> Night:
    """Return the night with `changes`; without cramps it has none of the fields that only cramps have.

    Raises ProblemsError where the changes say how strong or where the cramps were that did not come.
    """
    return _consistent(replace(night, **changes), changes)


def night_of(values: Mapping[str, Any]) -> Night:
    """Return a new night from checked values. Raises ProblemsError for one without a date or a number of cramps."""
    for name in ("date", "cramps"):
        if values.get(name) is None:
            raise ProblemsError([f"{name}: it is missing"])
    return _consistent(Night(**values), values)


def _consistent(night: Night, said: Mapping[str, Any]) -> Night:
    if night.cramps > 0:
        return night
    for name in OF_CRAMPS:
        if said.get(name):
            raise ProblemsError([f"{name}: a night without cramps has none"])
    nothing: dict[str, Any] = {name: None for name in OF_CRAMPS if getattr(night, name) is not None}
    return replace(night, **nothing) if nothing else night


def _past(values: dict[str, Any], problems: list[str], today: date) -> tuple[dict[str, Any], list[str]]:
    if values.get("date", today) > today:
        problems.append(f"date: {values.pop('date')} is in the future; today is {today}")
    return values, problems

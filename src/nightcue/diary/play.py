"""One time a routine was played: its fields, from one table, and the evening it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from nightcue.diary.values import EARLIEST, LAST_YEAR, Kind, YesNo, check_each
from nightcue.language.diagnostics import one_line

NOON = timedelta(hours=12)
"""A night goes from noon to noon: no hour is farther from sleep, and even a late sleeper has got up by then."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY = 24 * 3600.0


@dataclass(frozen=True)
class Play:
    """A routine that was played; routine, language and moment together are what it is known by."""

    routine: str
    language: str
    started: datetime
    """With the offset of the clock it was started by."""
    heard: float
    """Seconds of it that were heard, at most its length."""
    length: float
    """Seconds the whole track lasts."""
    finished: bool

    @property
    def evening(self) -> date:
        """The date of the night it belongs to."""
        return evening_of(self.started)


def evening_of(moment: datetime) -> date:
    """Return the date of the night that `moment` belongs to, by the clock at the bedside, in any time zone.

    The clock's own hour counts, not the time that has passed, so that an hour put forward or back changes nothing.
    """
    return (moment.replace(tzinfo=None) - NOON).date()


def is_to_come(evening: date, today: date) -> bool:
    """Return whether a night is still to come; a day ahead may be today in another part of the world."""
    return evening > today + timedelta(days=1)


class _Name(Kind):
    def check(self, value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > 200 or not value.isprintable():
            raise ValueError("a routine's name is a line of text, up to 200 characters")
        return value.strip()


class _Tag(Kind):
    def check(self, value: Any) -> str:
        if not isinstance(value, str) or len(value) > 40 or not _TAG.fullmatch(value):
            raise ValueError("a language is a tag such as en or es-MX")
        return value


class _Moment(Kind):
    def check(self, value: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
        except ValueError:
            moment = None
        if moment is None or moment.utcoffset() is None:
            raise ValueError("a moment is written with its offset, such as 2026-11-24T22:10:00+01:00")
        if moment.date() <= EARLIEST or moment.year > LAST_YEAR:
            raise ValueError(f"{moment.date()} is not possible; is the year right?")
        return moment

    def plain(self, value: datetime) -> str:
        return value.isoformat()


@dataclass(frozen=True)
class _Seconds(Kind):
    most: float

    def check(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= self.most:
            raise ValueError(f"it is a number of seconds, at most {self.most:,.0f}")
        return float(value)


PLAY_FIELDS: dict[str, Kind] = {
    "routine": _Name(),
    "language": _Tag(),
    "started": _Moment(),
    "heard": _Seconds(7 * _DAY),
    "length": _Seconds(_DAY),
    "finished": YesNo(),
}
"""Every field of a play; none may be missing."""


def plain_play(play: Play) -> dict[str, Any]:
    """Return the play as JSON has it."""
    return {name: kind.plain(getattr(play, name)) for name, kind in PLAY_FIELDS.items()}


def check_play(said: Mapping[str, Any], now: datetime | None = None) -> tuple[Play | None, list[str]]:
    """Return the play that JSON tells of, or what is wrong with it. One that starts after `now` by a day is refused."""
    values, problems = check_each(PLAY_FIELDS, said)
    named = {problem.partition(":")[0] for problem in problems}
    problems += [f"{name}: it is missing" for name in PLAY_FIELDS if name not in values and name not in named]
    if problems:
        return None, problems
    # a player may round, or count twice what was heard twice
    play = Play(**values | {"heard": min(values["heard"], values["length"])})
    # a day, for the clock of another device may be wrong or in another place
    if now is not None and play.started > now + timedelta(days=1):
        problems.append(f"started: {one_line(play.started.isoformat())} is in the future")
    return (None if problems else play), problems


def merged(old: Play, new: Play) -> Play:
    """One play of two reports of it: the one that heard the most, finished if either is."""
    longest = new if new.heard > old.heard else old
    return Play(old.routine, old.language, old.started, longest.heard, longest.length, old.finished or new.finished)

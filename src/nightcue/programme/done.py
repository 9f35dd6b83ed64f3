"""Which nights of a programme were done: what was played of it, and what the person says of the stretches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

_NAME = re.compile(r"(.+)/([1-9][0-9]{0,3})")


class Played(Protocol):
    """A play, as the diary keeps it."""

    @property
    def routine(self) -> str:
        """What was played, such as bedtime, or calves-6-weeks/2 of a programme."""

    @property
    def evening(self) -> date:
        """The evening of the night that it belongs to."""

    @property
    def heard(self) -> float:
        """Seconds of it that were heard."""

    @property
    def length(self) -> float:
        """Seconds that it lasts."""

    @property
    def finished(self) -> bool:
        """Whether it was heard to its end."""


class Noted(Protocol):
    """A night, as the diary keeps it."""

    @property
    def date(self) -> date:
        """The evening it began on."""

    @property
    def stretched(self) -> bool | None:
        """Whether the person stretched; None where nothing is said of it."""


def name_of_week(programme: str, week: int) -> str:
    """Return what the diary calls the track of a week, counted from 1: calves-6-weeks/2."""
    return f"{programme}/{week}"


def week_of_name(name: str) -> tuple[str, int] | None:
    """Return the programme and the week that `name_of_week` made a name of; None for any other name."""
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2])) if found else None


def nights_done(programme: str, plays: Iterable[Played], nights: Iterable[Noted]) -> dict[date, int | None]:
    """Return the evenings on which a night of `programme` was done, each with the week that was played.

    A track counts where at least half of it was heard. What the person says goes before what a player tells, as in the
    verdict on the diary: a night on which they did not stretch is not done, and one on which they did is, whatever was
    played.
    """
    said = {night.date: night.stretched for night in nights if night.stretched is not None}
    done: dict[date, int | None] = {evening: None for evening, stretched in said.items() if stretched}
    for play in plays:  # the oldest first, so that of two in a night the last one counts
        found = week_of_name(play.routine)
        if found and found[0] == programme and _is_enough(play) and said.get(play.evening, True):
            done[play.evening] = found[1]
    return done


def _is_enough(play: Played) -> bool:
    return play.finished or 0 < play.length <= 2 * play.heard

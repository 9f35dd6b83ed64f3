"""A week of a programme as the bedside page has it: a routine like any other, which the page shows when it is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nightcue.language.durations import is_duration
from nightcue.programme.done import name_of_week
from nightcue.programme.easing import Easing, amount_of, easier_week
from nightcue.programme.programme import Programme, Week

if TYPE_CHECKING:
    from nightcue.bedside.page_entry import Listed


@dataclass(frozen=True)
class Less:
    """What is less in an easier week: `now` and `then`, counts or, where it `is_time`, seconds."""

    now: float
    then: float
    is_time: bool


@dataclass(frozen=True)
class Easier:
    """The `week` that may be offered in place of a harder one, counted from 1, and what is less in it."""

    week: int
    less: tuple[Less, ...]


@dataclass(frozen=True)
class ListedWeek:
    """Which `week` of the programme `name` a routine is, counted from 1; `nights` has those of each of its weeks."""

    name: str
    week: int
    nights: tuple[int, ...]
    easier: Easier | None


def listed_week(routine: Listed, programme: Programme, week: Week) -> Listed:
    """Return what the page knows of `routine` as the routine of a week, as the diary and people call that."""
    nights = tuple(each.nights for each in programme.weeks)
    easing = easier_week(programme, week.number)
    return replace(
        routine,
        name=name_of_week(programme.name, week.number),
        title=str(programme.title),
        programme=ListedWeek(programme.name, week.number, nights, _easier(easing) if easing else None),
    )


def _easier(easing: Easing) -> Easier:
    less = (
        Less(float(amount_of(each.now) or 0), float(amount_of(each.then) or 0), is_duration(each.now))
        for each in easing.changes
    )
    return Easier(easing.week, tuple(less))

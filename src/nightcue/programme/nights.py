"""Which night of a programme tonight is, from the nights that were done; it knows no file and no diary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

WEEK = timedelta(days=7)
"""How long a week of a programme lasts, from the evening of its first night done."""
ENOUGH = Fraction(1, 2)
"""The share of a week's nights that have to be done for it to count; with fewer it is missed, and repeats.

It is a choice and no finding: a week that was done more often than not has been done.
"""


@dataclass(frozen=True)
class Place:
    """Where one is in a programme tonight. Weeks and nights count from 1."""

    week: int
    night_of_week: int
    night_of_programme: int
    """All nights of the weeks before count, whether they were done or not, so that a week begins with the same one."""
    of: int
    """The nights of the whole programme."""
    repeats: bool = False
    """Whether this week was begun before: it was missed, or somebody went back to it."""
    rests: bool = False
    """Whether all nights of this week are done, so that tonight is one more than the programme asks for."""
    finished: bool = False
    """Whether the last week is over; the place is then its last night."""
    began: date | None = None
    """The evening on which this week began; None where it begins with tonight."""

    @property
    def next_week(self) -> date | None:
        """The evening on which this week is over; None where it has not begun."""
        return self.began and self.began + WEEK


def place_in(nights: Sequence[int], done: Mapping[date, int | None], today: date) -> Place:
    """Return the place of tonight, the evening `today`, in a programme whose weeks have so many `nights` each.

    `done` has the evenings on which a night was done, with the week whose track was played; None where only the person
    says so, which counts in a week that has begun. A night done tonight does not move the place of tonight.

    A week begins with its first night done and lasts seven evenings; then comes the next one, or the same one again
    where less than half of its nights were done. Evenings on which nothing was done between two weeks do not count.
    Whoever plays another week than the one that is due goes on from there.
    """
    walk = _Walk(nights)
    for evening in sorted(evening for evening in done if evening < today):
        walk.do(evening, done[evening])
    walk.come_to(today, done.get(today))
    return walk.place()


@dataclass(frozen=True)
class _At:
    """A week, how many of its nights are done, and since when."""

    week: int = 1
    done: int = 0
    began: date | None = None
    repeats: bool = False
    finished: bool = False


class _Walk:
    """Going through a programme, one night done after another."""

    def __init__(self, nights: Sequence[int]) -> None:
        self._nights = nights
        self._at = _At()
        self._farthest = 1

    def do(self, evening: date, played: int | None) -> None:
        """Do a night; `played` is the week whose track was played."""
        self.come_to(evening, played)
        at = self._at
        if played is None and at.began is None:
            return
        self._at = replace(at, done=at.done + 1, began=at.began or evening)

    def come_to(self, evening: date, played: int | None) -> None:
        """Come to an evening, on which the track of a week was `played`, or of none."""
        at = self._at
        if at.began and evening >= at.began + WEEK:
            self._at = at = self._after(at)
        if played is not None and played != at.week and 1 <= played <= len(self._nights):
            self._at = _At(played, repeats=played <= self._farthest)
        self._farthest = max(self._farthest, self._at.week)

    def _after(self, at: _At) -> _At:
        if at.finished:
            return at
        if at.done < ENOUGH * self._nights[at.week - 1]:
            return _At(at.week, repeats=True)
        return replace(at, finished=True) if at.week == len(self._nights) else _At(at.week + 1)

    def place(self) -> Place:
        """Return where one is now."""
        at, nights = self._at, self._nights
        in_week = nights[at.week - 1]
        night = in_week if at.finished else min(at.done + 1, in_week)
        return Place(
            week=at.week,
            night_of_week=night,
            night_of_programme=sum(nights[: at.week - 1]) + night,
            of=sum(nights),
            repeats=at.repeats,
            rests=not at.finished and at.done >= in_week,
            finished=at.finished,
            began=at.began,
        )

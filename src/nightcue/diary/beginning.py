"""Finding when a person began with the routine, and the nights before and since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from nightcue.diary.night import DONE, Night
from nightcue.diary.play import Play
from nightcue.locales import language_of

BEFORE_BED = "bedtime"
"""The use of a routine that does something for the legs before bed, and of one that nobody knows any more."""
BEFORE_DAYS, SINCE_DAYS = 56, 84
"""Nights farther from the beginning than this many days are not compared: too much else has changed."""
SETTLED, OF_NIGHTS = 4, 7
"""The routine has begun with the first of seven noted nights of which four have it: a single try is no beginning."""
PAUSE_DAYS = 28
"""So many days without the routine, with seven noted nights among them, end a spell: what follows begins anew."""


@dataclass(frozen=True)
class Spell:
    """A time with the routine: the noted nights before it and since it began, each the oldest first."""

    began: date | None = None
    """The evening of the first night with the routine; None when it has not begun."""
    before: tuple[Night, ...] = ()
    """Of the BEFORE_DAYS before it began."""
    since: tuple[Night, ...] = ()
    """Of the SINCE_DAYS from that night on."""
    after: tuple[Night, ...] = field(default=(), repr=False)
    """Every night from that night on, however long ago."""


def evenings_played(plays: Iterable[Play], uses: Mapping[tuple[str, str], str]) -> frozenset[date]:
    """Return the evenings on which a routine before bed was played to its end, or heard at least to its middle.

    `uses` says what each routine is for, by its name and language.
    """
    return frozenset(
        play.evening
        for play in plays
        if uses.get((play.routine, language_of(play.language)), BEFORE_BED) == BEFORE_BED
        and (play.finished or 0 < play.length <= 2 * play.heard)
    )


def with_routine(night: Night, played: Collection[date]) -> bool | None:
    """Return whether stretches, compression, a massage or the routine came before the night; None if unknown.

    What the person says goes before what a player tells: a track can play to somebody who does not move.
    """
    if night.stretched or night.compression or night.massage:
        return True
    if night.stretched is False:
        return False
    if night.date in played:
        return True
    return None if night.compression is None and night.massage is None else False


PLAYED = "played"
"""What was done, where a routine was played."""
WHAT = (*DONE, PLAYED)
"""All that can have been done for the legs."""


def done_for(night: Night, played: Collection[date]) -> tuple[str, ...]:
    """Return what was done for the legs before the night, of WHAT."""
    return tuple(name for name in WHAT if (night.date in played if name == PLAYED else getattr(night, name)))


def spell_of(nights: Sequence[Night], played: Collection[date]) -> Spell:
    """Return the latest spell with the routine, from nights in the order of their dates."""
    done = [bool(with_routine(night, played)) for night in nights]
    first = _beginning(nights, done)
    if first is None:
        return Spell()
    began = nights[first].date
    oldest, newest = began - timedelta(BEFORE_DAYS), began + timedelta(SINCE_DAYS)
    return Spell(
        began,
        before=tuple(night for night in nights[:first] if night.date >= oldest),
        since=tuple(night for night in nights[first:] if night.date < newest),
        after=tuple(nights[first:]),
    )


def _beginning(nights: Sequence[Night], done: Sequence[bool]) -> int | None:
    """Return the index of the first night of the latest spell."""
    began: int | None = None
    last: int | None = None  # the latest night with the routine
    waiting = True  # for a beginning that settles
    for index, night in enumerate(nights):
        if not done[index]:
            continue
        if last is not None and index - last > OF_NIGHTS and (night.date - nights[last].date).days >= PAUSE_DAYS:
            waiting = True
        last = index
        if waiting and _settles(done[index : index + OF_NIGHTS]):
            began, waiting = index, False
    return began


def _settles(done: Sequence[bool]) -> bool:
    return sum(done) * OF_NIGHTS >= SETTLED * len(done)

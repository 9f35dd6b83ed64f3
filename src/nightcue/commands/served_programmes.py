"""What the page that is served is told of programmes: the nights done, by the diary, and how the legs were then."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nightcue.diary.night import Night
    from nightcue.diary.play import Play

LEGS_DAYS = 7
"""Evenings of which the page is told how the legs were; three of them decide whether something is offered."""


def programmes_done(diaries: list[str]) -> dict[str, dict[str, Any]]:
    """Return by diary the nights done of each programme that was played, and what decides on offering an easier week.

    Each has `done` (by programme, the week of each evening), `legs` by evening, whether there are warning `signs`, and
    whether the diary is `measuring`. A diary that cannot be read says nothing.
    """
    from nightcue.commands.served_diaries import diary_of
    from nightcue.diary.errors import DiaryError
    from nightcue.diary.store import read_diary

    told = {}
    for name in diaries or [""]:
        with suppress(DiaryError):
            nights, plays = read_diary(diary_of(name))
            told[name] = _of_diary(nights, plays)
    return told


def _of_diary(nights: Sequence[Night], plays: Sequence[Play]) -> dict[str, Any]:
    from nightcue.commands.tonight import is_measuring
    from nightcue.diary.play import evening_of
    from nightcue.diary.verdict import recent_signs
    from nightcue.programme.done import nights_done, week_of_name

    names = sorted({found[0] for play in plays if (found := week_of_name(play.routine))})
    today = evening_of(datetime.now())
    legs = {night.date: night.legs for night in nights if night.legs and night.date >= today - timedelta(LEGS_DAYS)}
    return {
        "done": {name: _as_json(nights_done(name, plays, nights)) for name in names},
        "legs": _as_json(legs),
        "signs": bool(recent_signs(nights)),
        # whatever the legs say here: the page may know of a sore morning that the diary does not have yet
        "measuring": bool(names) and is_measuring(nights, plays),
    }


def _as_json(by_evening: dict[date, Any]) -> dict[str, Any]:
    return {evening.isoformat(): value for evening, value in by_evening.items()}

"""What the bedside page sends: nights and plays, checked one by one, and kept all together or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from nightcue.diary.errors import ProblemsError
from nightcue.diary.night import changed, check_fields, night_of
from nightcue.diary.play import Play, check_play
from nightcue.diary.store import Diary, writing
from nightcue.language.diagnostics import one_line

_LISTS = ("nights", "plays")
MOST = 5000
"""Nights, and plays, that are taken at once: more than ten years of them."""


def keep(payload: Any) -> dict[str, Any]:
    """Keep what was sent, and return how many nights and plays it had: {"nights": n, "plays": m}.

    A night that is there already takes the fields that were sent and keeps its others; a play is known by its
    routine, language and start, and the longest heard stays. So sending the same again changes nothing.
    Raises ProblemsError (a ValueError, with `problems`) for anything that is not possible, DiaryError when the diary
    cannot be written; nothing is kept then.
    """
    problems: list[str] = []
    nights = [(place, _fields(place, said, problems)) for place, said in _listed(payload, "nights", problems)]
    plays = [_play(place, said, problems) for place, said in _listed(payload, "plays", problems)]
    if problems:
        raise ProblemsError(problems)
    with writing() as diary:
        for place, fields in nights:
            _keep_night(diary, place, fields)
        for play in filter(None, plays):
            diary.put_play(play)
    return {"nights": len(nights), "plays": len(plays)}


def _listed(payload: Any, name: str, problems: list[str]) -> list[tuple[str, Any]]:
    """The items of one list of the payload, each with its place."""
    if not isinstance(payload, dict):
        if name == "nights":
            problems.append('what is sent is {"nights": […], "plays": […]}')
        return []
    if name == "nights":
        problems += [
            f"{one_line(str(key), 40)}: only nights and plays are taken" for key in payload if key not in _LISTS
        ]
    items = payload.get(name, [])
    if not isinstance(items, list) or len(items) > MOST:
        problems.append(f"{name}: it is a list of at most {MOST:,}")
        return []
    return [(f"{name}[{number}]", item) for number, item in enumerate(items)]


def _fields(place: str, said: Any, problems: list[str]) -> dict[str, Any]:
    if not isinstance(said, dict):
        problems.append(f"{place}: a night is fields and values")
        return {}
    values, wrong = check_fields(said, date.today())
    if not wrong:
        try:
            night_of(values)
        except ValueError as problem:
            wrong.append(str(problem))
    problems += [f"{place}.{problem}" for problem in wrong]
    return values


def _play(place: str, said: Any, problems: list[str]) -> Play | None:
    if not isinstance(said, dict):
        problems.append(f"{place}: a play is fields and values")
        return None
    play, wrong = check_play(said, datetime.now(UTC))
    problems += [f"{place}.{problem}" for problem in wrong]
    return play


def _keep_night(diary: Diary, place: str, fields: dict[str, Any]) -> None:
    there = diary.night(fields["date"])
    try:
        diary.put(changed(there, fields) if there else night_of(fields))
    except ValueError as problem:
        raise ProblemsError([f"{place}.{problem}"]) from None

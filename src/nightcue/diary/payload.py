"""Nights and plays as JSON, {"nights": [{…}], "plays": [{…}]}: what the page sends, and what is exported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from nightcue.diary.errors import ProblemsError, Unread
from nightcue.diary.night import Night, check_fields, night_of, plain_night
from nightcue.diary.play import Play, check_play, plain_play
from nightcue.language.diagnostics import one_line
from nightcue.storage.targets import begins

MOST = 100_000
"""Nights, and plays, that are taken at once."""
_LISTS = ("nights", "plays")


@dataclass(frozen=True)
class Sent:
    """Nights that were sent, each as its place and the fields that were said of it, and plays."""

    nights: list[tuple[str, dict[str, Any]]]
    plays: list[Play]
    unread: list[Unread] = field(default_factory=list)
    """Rows of a diary that was sent which nobody can read."""


is_json_of_ours = begins(re.compile(rb'\{"nights": \['))
"""Whether a file is what `as_json` wrote."""


def as_json(nights: Iterable[Night], plays: Iterable[Play]) -> str:
    """One line a night and a play, so that what has changed between two exports can be seen."""

    def lines(items: Iterable[dict[str, Any]]) -> str:
        return "[" + ",".join("\n" + json.dumps(item, ensure_ascii=False) for item in items) + "\n]"

    return f'{{"nights": {lines(map(plain_night, nights))},\n"plays": {lines(map(plain_play, plays))}}}\n'


def from_json(text: str) -> Sent:
    """Return what `as_json` or anybody else wrote, checked. Raises ProblemsError with every place."""
    return checked(_payload_of(text))


def checked(payload: Any) -> Sent:
    """Return what a payload says. Raises ProblemsError with every place where it says what cannot be."""
    sent, problems = _right_and_wrong(payload)
    if problems:
        raise ProblemsError(problems)
    return sent


def readable(text: str) -> tuple[Sent, list[str]]:
    """Return what can be read of JSON, and a sentence for every night and play that cannot, with its place.

    Raises ProblemsError where nothing can.
    """
    return _right_and_wrong(_payload_of(text))


def _payload_of(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ProblemsError(["this is no diary: it is nested too deep"]) from None
    except ValueError as problem:
        raise ProblemsError([f"this is not JSON: {problem}"]) from None


def _right_and_wrong(payload: Any) -> tuple[Sent, list[str]]:
    """Return the nights and plays that are right, and what is wrong with the others."""
    if not isinstance(payload, dict):
        raise ProblemsError(['nights and plays are written {"nights": […], "plays": […]}'])
    problems = [f"{one_line(str(key), 40)}: only nights and plays are taken" for key in payload if key not in _LISTS]
    today, now = date.today(), datetime.now(UTC)
    nights = []
    for place, said in _items(payload, "nights", problems):
        found_before = len(problems)
        fields = checked_night(place, said, today, problems)
        if len(problems) == found_before:
            nights.append((place, fields))
    plays = [checked_play(place, said, now, problems) for place, said in _items(payload, "plays", problems)]
    return Sent(nights, [play for play in plays if play]), problems


def checked_play(place: str, said: Any, now: datetime, problems: list[str]) -> Play | None:
    """Return the play that JSON tells of; what is wrong with it is added to `problems`."""
    if not isinstance(said, dict):
        problems.append(f"{place}: a play is fields and values")
        return None
    play, wrong = check_play(said, now)
    problems += [f"{place}.{problem}" for problem in wrong]
    return play


def checked_night(place: str, said: Any, today: date, problems: list[str]) -> dict[str, Any]:
    """Return the fields that JSON says of a night; what is wrong with them is added to `problems`."""
    if not isinstance(said, dict):
        problems.append(f"{place}: a night is fields and values")
        return {}
    values, wrong = check_fields(said, today)
    problems += [f"{place}.{problem}" for problem in wrong or what_is_missing(values)]
    return values


def what_is_missing(values: dict[str, Any]) -> list[str]:
    """Return what keeps checked fields from being a night."""
    try:
        night_of(values)
    except ValueError as problem:
        return [str(problem)]
    return []


def _items(payload: dict[str, Any], name: str, problems: list[str]) -> list[tuple[str, Any]]:
    items = payload.get(name, [])
    if not isinstance(items, list) or len(items) > MOST:
        problems.append(f"{name}: it is a list of at most {MOST:,}")
        return []
    return [(f"{name}[{number}]", item) for number, item in enumerate(items)]

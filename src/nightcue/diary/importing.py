"""Taking nights and plays from a file: all of them, or none when one of them is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nightcue.diary.csv_file import from_csv
from nightcue.diary.errors import DiaryError, ProblemsError
from nightcue.diary.night import FIELDS, Night, night_of
from nightcue.diary.payload import Sent, from_json
from nightcue.diary.store import read_contents, writing
from nightcue.storage import reading

LARGEST = 50_000_000
"""Bytes of a file that is read; ten years of nights are about one million."""

_A_DIARY = b"SQLite format 3\0"


@dataclass(frozen=True)
class Taken:
    """How much of a file was new, replaced what was there, or was there already."""

    added: int
    replaced: int
    same: int
    plays: int
    """Plays that were new, or heard for longer."""


def read_file(path: Path) -> Sent:
    """Return what a CSV or JSON file says, checked, or what can be read of a diary or a copy of one.

    Raises ProblemsError with every row of a CSV or JSON file that is wrong, DiaryError.
    """
    try:
        content = reading.read_file(path, LARGEST)
    except reading.TooLargeError:
        raise DiaryError(f"{path}: more than {LARGEST // 10**6} MB is no diary") from None
    except OSError as error:
        raise DiaryError(f"{path}: cannot be read: {error.strerror or error}") from None
    if content.startswith(_A_DIARY):
        return _from_diary(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise ProblemsError([f"line {line}: this is not UTF-8; save the file as UTF-8"]) from None
    return from_json(text) if text.lstrip()[:1] in ("{", "[") else from_csv(text)


def take(sent: Sent, replace: bool) -> Taken:
    """Keep all of it. A night that is there and says something else is wrong unless `replace`.

    Raises ProblemsError with every place that is wrong, DiaryError; nothing is kept then.
    """
    problems: list[str] = []
    with writing() as diary:
        added, replaced, same = _sorted_out(sent, {night.date: night for night in diary.nights()}, replace, problems)
        if problems:
            raise ProblemsError(problems)
        diary.copy_before_import()
        for night in [*added, *replaced]:
            diary.put(night)
        plays = sum(diary.put_play(play) for play in sent.plays)
    return Taken(len(added), len(replaced), same, plays)


def _from_diary(path: Path) -> Sent:
    try:
        nights, plays, unread = read_contents(path)
    except DiaryError as error:  # its hint is for one's own diary
        raise type(error)(str(error).partition("\n")[0]) from None
    fields = [(f"the night of {night.date}", {name: getattr(night, name) for name in FIELDS}) for night in nights]
    return Sent(fields, plays, unread)


def _sorted_out(
    sent: Sent, there: dict[date, Night], replace: bool, problems: list[str]
) -> tuple[list[Night], list[Night], int]:
    """Return the nights that are new, those that take the place of others, and how many are there already."""
    added: list[Night] = []
    replaced: list[Night] = []
    same = 0
    places: dict[date, str] = {}
    for place, fields in sent.nights:
        night = night_of(fields)
        if night.date in places:
            problems.append(f"{place}: the night of {night.date} is in the file already, at {places[night.date]}")
        elif night.date not in there:
            added.append(night)
        elif there[night.date] == night:
            same += 1
        elif replace:
            replaced.append(night)
        else:
            problems.append(f"{place}: the diary says something else of {night.date}; --replace takes the file's word")
        places.setdefault(night.date, place)
    return added, replaced, same

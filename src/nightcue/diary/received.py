"""What the bedside page sends: nights and plays of the last two nights, kept all together or not at all.

It comes over a network, so it can add and correct, and nothing else: no older night is changed, and none is removed.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from nightcue.diary.errors import ProblemsError, UnreadError
from nightcue.diary.night import FIELDS, Night, changed, night_of, plain_night
from nightcue.diary.payload import Sent, checked
from nightcue.diary.play import NOON, PLAY_FIELDS, Play, evening_of
from nightcue.diary.store import Diary, writing
from nightcue.diary.values import Whole

BACK = 2
"""Nights that are past and can still be noted: last night and the one before."""
EVENING = 18
"""The hour from which on a cramp may be one of the night that is coming; the page asks so too."""
NIGHTS_AT_ONCE = BACK + 1
PLAYS_AT_ONCE = 200
"""As many as the page keeps."""
PLAYS_A_NIGHT = 100
"""Nobody starts a routine so often in one night; with it, a year of nights that are full is 4 MB."""
PLAYS_IN_ALL = 50_000
"""Plays in the diary from which on a page adds none: seventy years of two in a night."""
_FOR_THIS_TIME = secrets.token_bytes(16)
"""A secret that is another one in the next run of the program."""
_CLOCK = Whole(-12 * 60, 14 * 60)
"""Minutes that the clock of the page is ahead of UTC."""


@dataclass(frozen=True)
class Kept:
    """What has changed in the diary. Each night is as it was, or None, and as it is."""

    nights: list[tuple[Night | None, Night]]
    plays: list[Play]
    versions: dict[str, str] = field(default_factory=dict)
    """By its date, the version of each night that was sent, as it is now."""


class NotedMeanwhileError(Exception):
    """Somebody has noted nights that were sent since the page that sends them saw them last; nothing was kept."""

    def __init__(self, nights: list[Night], secret: bytes) -> None:
        self.there = [{"date": str(n.date), "cramps": n.cramps, "version": _version_of(n, secret)} for n in nights]
        """Of each, how many cramps were noted, and what a page has to know to change it; nothing else of it."""
        super().__init__("somebody has noted that night meanwhile")


def keep(payload: Any, now: datetime | None = None, path: Path | None = None, secret: bytes = _FOR_THIS_TIME) -> Kept:
    """Keep what was sent, {"clock": minutes ahead of UTC, "nights": […], "plays": […]}, and return what has changed.

    Which nights are the last two is told by our own time `now`, read on the clock of the page; without "clock", on
    that of this machine. A night that is there already takes the fields that were sent and keeps its others; a play is
    known by its routine, language and start, and the longest heard stays. So sending the same again changes nothing.
    With "known", {date: version or null}, a night of which another version is there is not changed; by the `secret`,
    nobody can tell from a version what was noted. `path` is that of another diary than the usual one.

    Raises NotedMeanwhileError for such a night, ProblemsError (a ValueError, with `problems`) for anything that is not
    possible, DiaryError when the diary cannot be written; nothing is kept then.
    """
    here = _on_their_clock(payload, now or datetime.now(UTC))
    if isinstance(payload, dict):
        _check_size(payload)
    known = _known(payload)

    def is_unknown(night: Night) -> bool:
        return known is not None and known.get(str(night.date)) != _version_of(night, secret)

    if isinstance(payload, dict):
        payload = {name: said for name, said in payload.items() if name not in ("clock", "known")}
    sent = checked(payload)
    _check_dates(sent, here)
    with writing(path) as diary:
        nights = [_put(diary, place, fields) for place, fields in sent.nights]
        if meanwhile := [old for old, new in nights if old and old != new and is_unknown(old)]:
            raise NotedMeanwhileError(meanwhile, secret)
        plays = [play for play in sent.plays if diary.put_play(play)]
        _check_room(diary, plays)
    versions = {str(after.date): _version_of(after, secret) for _, after in nights}
    return Kept([(before, after) for before, after in nights if before != after], plays, versions)


def _known(payload: Any) -> dict[str, str | None] | None:
    """Return which version of each night a page knows, None for none; None where it does not say, as older pages."""
    said = payload.get("known") if isinstance(payload, dict) else None
    if said is None:
        return None
    if not isinstance(said, dict) or not all(version is None or isinstance(version, str) for version in said.values()):
        raise ProblemsError(["known: it is a version for each date"])
    return said


def _version_of(night: Night, secret: bytes) -> str:
    """Return what tells a night from the same night with other answers, and nothing else of it."""
    return hmac.new(secret, json.dumps(plain_night(night)).encode(), "sha256").hexdigest()[:16]


def _on_their_clock(payload: Any, now: datetime) -> datetime:
    said = payload.get("clock") if isinstance(payload, dict) else None
    if said is None:
        return now.astimezone()
    try:
        return now.astimezone(timezone(timedelta(minutes=_CLOCK.check(said))))
    except ValueError as problem:
        raise ProblemsError([f"clock: {problem}"]) from None


def _check_size(payload: dict[str, Any]) -> None:
    """Raise ProblemsError for more than a page has to say; each single thing would have to be told what is wrong."""
    for name, most, fields in (("nights", NIGHTS_AT_ONCE, FIELDS), ("plays", PLAYS_AT_ONCE, PLAY_FIELDS)):
        items = payload.get(name, [])
        if isinstance(items, list) and len(items) > most:
            raise ProblemsError([f"{name}: more than {most} at once"])
        for number, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, Mapping) and len(item) > len(fields):
                raise ProblemsError([f"{name}[{number}]: more than {len(fields)} fields"])


def _check_dates(sent: Sent, here: datetime) -> None:
    """Raise ProblemsError for nights and plays of any other than the last nights."""
    past = [here.date() - timedelta(days=days) for days in range(1, BACK + 1)]
    nights = {here.date(), *past} if here.hour >= EVENING else {*past}
    played = {evening_of(here), *past}
    problems = [
        f"{place}.date: {_too_far(fields['date'])}" for place, fields in sent.nights if fields["date"] not in nights
    ]
    problems += [
        f"plays[{number}].started: {_too_far(play.evening)}"
        for number, play in enumerate(sent.plays)
        if play.evening not in played
    ]
    if problems:
        raise ProblemsError(problems)


def _too_far(evening: date) -> str:
    return f"a page notes the last {BACK} nights; note that of {evening} with: nightcue diary add --date {evening}"


def _put(diary: Diary, place: str, fields: dict[str, Any]) -> tuple[Night | None, Night]:
    try:
        there = diary.night(fields["date"])
    except UnreadError:  # what is sent takes the place of what nobody can read
        there = None
    try:
        night = changed(there, fields) if there else night_of(fields)
    except ValueError as problem:
        raise ProblemsError([f"{place}.{problem}"]) from None
    if night != there:
        diary.put(night)
    return there, night


def _check_room(diary: Diary, new: list[Play]) -> None:
    """Raise ProblemsError where `new` plays, which are in the diary now, are too many."""
    if not new:
        return
    if diary.play_count() > PLAYS_IN_ALL:
        raise ProblemsError([f"plays: the diary has {PLAYS_IN_ALL:,} of them, and takes no more from a page"])
    evenings = {play.evening for play in new}
    # a day before, for what is evening here may be the day before elsewhere
    since = datetime.combine(min(evenings), time(), UTC) + NOON - timedelta(days=1)
    counted = Counter(play.evening for play in diary.plays_since(since))
    for evening in sorted(evenings):
        if counted[evening] > PLAYS_A_NIGHT:
            raise ProblemsError([f"plays: more than {PLAYS_A_NIGHT} in the night of {evening}"])

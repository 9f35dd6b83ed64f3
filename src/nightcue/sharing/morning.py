"""The line of a morning: what it says of the night, and whether it is time for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nightcue.diary.beginning import with_routine
from nightcue.diary.night import Night
from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has, language_of
from nightcue.sharing.choice import Sharing
from nightcue.sharing.errors import NotSentError
from nightcue.storage.paths import shared_path
from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import read_file

SHARE = "share"
"""The file of a language that has the words."""

SILENT_NIGHTS = 2
"""So many nights in a row of which nothing is known are told of, once."""
_NIGHT_OVER = time(12)
"""A night goes from noon to noon; until then it may still be noted."""
_STILL_UP = timedelta(hours=4)
"""Before four in the morning the night is not over, whatever the date is."""
_LARGEST = 10_000


@dataclass(frozen=True)
class Morning:
    """A line to send, and the night it tells of.

    `silent_since` is the first of the nights of which nothing is known, where the line is about those.
    """

    line: str
    evening: date
    silent_since: date | None = None

    @property
    def kind(self) -> str:
        """What the line is about."""
        return "silence" if self.silent_since else "night"


def tonight(now: datetime) -> date:
    """Return the evening of the night that is about to come at `now`, or that it is."""
    return (now - _STILL_UP).date()


def last_night(now: datetime) -> date:
    """Return the evening of the last night that is over, or nearly."""
    return tonight(now) - timedelta(days=1)


def line_of(
    sharing: Sharing, name: str | None, language: str, nights: Sequence[Night], played: Collection[date], now: datetime
) -> Morning | None:
    """Return what there is to say at `now`, in the language of a tag; None where there is nothing.

    `name` is the listener's, `nights` those of the diary, and `played` the evenings on which a routine before bed was
    played.
    """
    evening, words = last_night(now), _words(language)
    if said := _said(sharing, _night_of(evening, nights), evening in played, words):
        return Morning(_named(", ".join(said), name, words), evening)
    known = {*played, *(night.date for night in nights)}
    last_known = max((each for each in known if each <= evening), default=date.min)
    silent_since = max(sharing.since, last_known + timedelta(days=1))
    if (evening - silent_since).days + 1 >= SILENT_NIGHTS and now.time() >= _NIGHT_OVER:
        return Morning(_named(words["silence"], name, words), evening, silent_since)
    return None


def example(sharing: Sharing, name: str | None, language: str) -> str:
    """Return a line of a night as it could be, with all that would be shared."""
    words = _words(language)
    night = Night(sharing.since, 1, intensity=4, stretched=True, signs=("swelling",))
    return _named(", ".join(_said(sharing, night, True, words)), name, words)


def is_due(sharing: Sharing, morning: Morning, now: datetime) -> bool:
    """Whether it is time for `morning`, and nobody has been told of it yet."""
    return now.time() >= sharing.morning and is_news(morning)


def is_news(morning: Morning) -> bool:
    """Whether nothing was sent of that night yet; a silence is told of once, however long it lasts."""
    told = told_of()
    if morning.silent_since:
        return told.get("silence", "") < str(morning.silent_since)
    return told.get("night") != str(morning.evening)


def told_of() -> dict[str, str]:
    """Return the last evening of a `night` and of a `silence` that somebody was told of; nothing of a damaged file."""
    try:
        told = json.loads(read_file(shared_path(), _LARGEST))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}


def keep_told(told: dict[str, str]) -> None:
    """Keep what `told_of` returns. Raises NotSentError."""
    path = shared_path()
    try:
        keep_private(path, json.dumps(told).encode())
    except OSError as error:
        raise NotSentError(f"cannot write {path}, so nothing is sent: {error.strerror or error}") from None


def _night_of(evening: date, nights: Sequence[Night]) -> Night | None:
    return next((night for night in nights if night.date == evening), None)


def _said(sharing: Sharing, night: Night | None, was_played: bool, words: dict[str, str]) -> list[str]:
    """Return the parts of the line; empty where nothing of what is shared is known."""
    said: dict[str, str | None] = {}
    if night is None:
        said["done"] = words["done"] if was_played else None
    else:
        played = {night.date} if was_played else set()
        said["done"] = words["done"] if with_routine(night, played) else None
        said["cramps"] = words[{0: "no_cramp", 1: "one_cramp"}.get(night.cramps, "cramps")].format(count=night.cramps)
        said["pain"] = words["pain"].format(intensity=night.intensity) if night.intensity else None
        said["sign"] = words["sign"] if night.signs else None
    return [part for what in sharing.what if (part := said.get(what))]


def _named(said: str, name: str | None, words: dict[str, str]) -> str:
    return words["line"].format(name=name, said=said) if name else said


def _words(language: str) -> dict[str, str]:
    return words_of(SHARE, language_of(language) if has(language, SHARE) else FIRST)

"""The nights and plays that are kept, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from nightcue.diary.copies import copy_before_import, copy_of_the_day, keep_copy
from nightcue.diary.errors import DiaryError, Unread, UnreadError
from nightcue.diary.file import damaged, open_to_read, open_to_write
from nightcue.diary.night import FIELDS, Night, changed
from nightcue.diary.play import PLAY_FIELDS, Play, is_to_come, merged
from nightcue.diary.values import Kind
from nightcue.language.diagnostics import one_line
from nightcue.storage.paths import diary_path

_COLUMNS = ", ".join(FIELDS)
_OF = "WHERE CAST(date AS BLOB) = ?"  # by its bytes, for they may be no text
_PUT = f"INSERT OR REPLACE INTO nights ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"
_PLAYS = "SELECT routine, language, started, clock, heard, length, finished FROM plays"
_PUT_PLAY = "INSERT OR REPLACE INTO plays VALUES (?, ?, ?, ?, ?, ?, ?)"
_Read = TypeVar("_Read", Night, Play)


class Contents(NamedTuple):
    """Everything that is in the diary, the oldest first."""

    nights: list[Night]
    plays: list[Play]
    unread: list[Unread]


class NightThereError(DiaryError):
    """The night is in the diary already; `night` is what is there."""

    def __init__(self, night: Night) -> None:
        self.night = night
        super().__init__(
            f"the night of {night.date} is in the diary already\n"
            f"  hint: change it with: nightcue diary edit {night.date}"
        )


class NoNightError(DiaryError):
    """There is no such night."""

    def __init__(self, evening: date | str) -> None:
        super().__init__(
            f"there is no night of {evening} in the diary\n  hint: nightcue diary list --all shows them all"
        )


class Diary:
    """The diary in one open transaction. Asking for one night or play raises UnreadError where it cannot be read."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def contents(self) -> Contents:
        """Return every night and play, and the rows that cannot be read."""
        nights, unread_nights = self._read(f"SELECT {_COLUMNS} FROM nights ORDER BY date", _night)
        plays, unread_plays = self._read(f"{_PLAYS} ORDER BY started, routine, language", _play)
        return Contents(nights, plays, unread_nights + unread_plays)

    def nights(self) -> list[Night]:
        """Return every night that can be read, the oldest first."""
        return self.contents().nights

    def night(self, evening: date) -> Night | None:
        """Return the night of an evening, or None."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM nights WHERE date = ?", [str(evening)]).fetchone()
        return None if row is None else _night(row)

    def has(self, evening: str) -> bool:
        """Return whether there is a row of this date, whether it can be read or not, or is a date or not."""
        return bool(self._connection.execute(f"SELECT 1 FROM nights {_OF}", [_bytes(evening)]).fetchone())

    def add(self, night: Night) -> None:
        """Keep a new night. Raises NightThereError when its evening has one."""
        there = self.night(night.date)
        if there is not None:
            raise NightThereError(there)
        self.put(night)

    def put(self, night: Night) -> None:
        """Keep a night, in place of the one of the same evening."""
        self._connection.execute(_PUT, [_column(kind, getattr(night, name)) for name, kind in FIELDS.items()])

    def change(self, evening: date, changes: Mapping[str, Any]) -> Night:
        """Change fields of a night and return it. Raises NoNightError, and ProblemsError as night.changed does."""
        there = self.night(evening)
        if there is None:
            raise NoNightError(evening)
        night = changed(there, changes)
        self.put(night)
        return night

    def plays_to_come(self, evening: str) -> list[Play]:
        """Return the plays of an evening that has not come yet, which only a wrong clock can have logged."""
        today = date.today()
        return [play for play in self.plays() if str(play.evening) == evening and is_to_come(play.evening, today)]

    def remove(self, evening: date | str) -> None:
        """Remove a night, by its date or by what is in the place of it. Raises NoNightError."""
        if self._connection.execute(f"DELETE FROM nights {_OF}", [_bytes(str(evening))]).rowcount == 0:
            raise NoNightError(evening)

    def plays(self) -> list[Play]:
        """Return every play that can be read, the oldest first; `Play.evening` is the date of its night."""
        return self.contents().plays

    def plays_since(self, moment: datetime) -> list[Play]:
        """Return every play that can be read and started at `moment` or later, the oldest first."""
        return self._read(f"{_PLAYS} WHERE started >= '{_utc(moment)}' ORDER BY started", _play)[0]

    def play_count(self) -> int:
        """Return how many plays there are, whether they can be read or not."""
        return int(self._connection.execute("SELECT count(*) FROM plays").fetchone()[0])

    def play(self, routine: str, language: str, started: datetime) -> Play | None:
        """Return the play that is known by these three, or None."""
        known = [routine, language, _utc(started)]
        found = f"{_PLAYS} WHERE routine = ? AND language = ? AND started = ?"
        row = self._connection.execute(found, known).fetchone()
        return None if row is None else _play(row)

    def put_play(self, play: Play) -> bool:
        """Keep a play; of two reports of the same one, the longest heard. Returns whether that changed anything."""
        there = self.play(play.routine, play.language, play.started)
        kept = merged(there, play) if there else play
        if kept == there:
            return False
        clock = kept.started.utcoffset() or timedelta()
        row = [kept.routine, kept.language, _utc(kept.started), clock // timedelta(seconds=1), kept.heard, kept.length]
        self._connection.execute(_PUT_PLAY, [*row, int(kept.finished)])
        return True

    def remove_play(self, play: Play) -> None:
        """Remove a play."""
        known = [play.routine, play.language, _utc(play.started)]
        self._connection.execute("DELETE FROM plays WHERE routine = ? AND language = ? AND started = ?", known)

    def check_whole(self) -> None:
        """Raise DiaryError when the file is damaged anywhere."""
        said = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise damaged(self._path, said)

    def copy_before_import(self) -> None:
        """Keep a copy of the whole file, as it is before an import."""
        self._keep_copy(copy_before_import(self._path))

    def copy_of_the_day(self) -> None:
        """Keep a copy of the whole file before its first change of a day. Raises DiaryError if it is damaged."""
        copy = copy_of_the_day(self._path)
        if not copy.exists():
            self.check_whole()
            self._keep_copy(copy)

    def _keep_copy(self, copy: Path) -> None:
        is_there = "SELECT EXISTS (SELECT 1 FROM nights) OR EXISTS (SELECT 1 FROM plays)"
        if self._connection.execute(is_there).fetchone()[0]:  # an empty diary must not take the place of a copy
            keep_copy(copy, self._connection.serialize())

    def _read(self, rows: str, made: Callable[[tuple[Any, ...]], _Read]) -> tuple[list[_Read], list[Unread]]:
        """Return what can be made of each row, and the rows that nothing can be made of."""
        found: list[_Read] = []
        unread: list[Unread] = []
        for row in self._connection.execute(rows):
            try:
                found.append(made(row))
            except UnreadError as error:
                unread.append(error.unread)
        return found, unread


@contextmanager
def writing(path: Path | None = None) -> Iterator[Diary]:
    """The diary to change: when the block ends well all of its changes are kept, and else none.

    Raises NotKeptError when it is locked, full or not to be written, DiaryError when it is damaged or newer.
    """
    path = path or diary_path()
    with open_to_write(path) as connection:
        diary = Diary(connection, path)
        diary.copy_of_the_day()
        yield diary


@contextmanager
def reading(path: Path | None = None) -> Iterator[Diary]:
    """The diary to read; an empty one when there is none, and none is made. Raises as writing does."""
    path = path or diary_path()
    with open_to_read(path) as connection:
        yield Diary(connection, path)


def read_diary(path: Path | None = None) -> tuple[list[Night], list[Play]]:
    """Return every night and every play that can be read, the oldest first. Raises DiaryError."""
    contents = read_contents(path)
    return contents.nights, contents.plays


def read_contents(path: Path | None = None) -> Contents:
    """Return every night and every play, the oldest first, and the rows that cannot be read. Raises DiaryError."""
    with reading(path) as diary:
        return diary.contents()


def _night(row: tuple[Any, ...]) -> Night:
    values: dict[str, Any] = {}
    for (name, kind), kept in zip(FIELDS.items(), row, strict=True):
        try:
            values[name] = None if kept is None else kind.from_column(kept)
        except ValueError as problem:
            raise UnreadError(Unread(one_line(str(row[0]), 40), f"{name}: {problem}")) from None
    return Night(**values)


def _play(row: tuple[Any, ...]) -> Play:
    routine, language, started, clock, heard, length, finished = row
    try:
        moment = datetime.fromisoformat(started).astimezone(timezone(timedelta(seconds=clock)))
        values = {"routine": routine, "language": language, "started": moment.isoformat()}
        values |= {"heard": heard, "length": length, "finished": finished}
        return Play(**{name: PLAY_FIELDS[name].from_column(value) for name, value in values.items()})
    except (TypeError, ValueError, OverflowError) as problem:
        raise UnreadError(Unread(None, str(problem))) from None


def _column(kind: Kind, value: Any) -> Any:
    return None if value is None else kind.column(value)


def _bytes(text: str) -> bytes:
    """Return what a text was before it was read, whether it was UTF-8 or not."""
    return text.encode("utf-8", "surrogateescape")


def _utc(moment: datetime) -> str:
    """Return the moment in UTC, always with microseconds, so that text sorts as time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

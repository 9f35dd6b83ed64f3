"""The nights and plays that are kept, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from nightcue.diary.errors import DiaryError
from nightcue.diary.file import LAST_GOOD, damaged, diary_path, open_to_read, open_to_write, write_private
from nightcue.diary.night import FIELDS, Night, changed
from nightcue.diary.payload import as_json
from nightcue.diary.play import PLAY_FIELDS, Play, merged
from nightcue.diary.values import Kind

_COLUMNS = ", ".join(FIELDS)
_PUT = f"INSERT OR REPLACE INTO nights ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"
_PLAYS = "SELECT routine, language, started, clock, heard, length, finished FROM plays"
_PUT_PLAY = "INSERT OR REPLACE INTO plays VALUES (?, ?, ?, ?, ?, ?, ?)"


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

    def __init__(self, evening: date) -> None:
        super().__init__(
            f"there is no night of {evening} in the diary\n  hint: nightcue diary list --all shows them all"
        )


class Diary:
    """The diary in one open transaction. Reading raises DiaryError for a row that no diary can hold."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def nights(self) -> list[Night]:
        """Every night, the oldest first."""
        return [self._night(row) for row in self._connection.execute(f"SELECT {_COLUMNS} FROM nights ORDER BY date")]

    def night(self, evening: date) -> Night | None:
        """The night of an evening, or None."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM nights WHERE date = ?", [str(evening)]).fetchone()
        return None if row is None else self._night(row)

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

    def remove(self, evening: date) -> None:
        """Remove a night. Raises NoNightError."""
        if self._connection.execute("DELETE FROM nights WHERE date = ?", [str(evening)]).rowcount == 0:
            raise NoNightError(evening)

    def plays(self) -> list[Play]:
        """Every play, the oldest first; `Play.evening` is the date of its night."""
        return [self._play(row) for row in self._connection.execute(f"{_PLAYS} ORDER BY started, routine, language")]

    def play(self, routine: str, language: str, started: datetime) -> Play | None:
        """The play that is known by these three, or None."""
        known = [routine, language, _utc(started)]
        found = f"{_PLAYS} WHERE routine = ? AND language = ? AND started = ?"
        row = self._connection.execute(found, known).fetchone()
        return None if row is None else self._play(row)

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

    def check_whole(self) -> None:
        """Raise DiaryError when the file is damaged anywhere."""
        said = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise damaged(self._path, said)

    def _night(self, row: tuple[Any, ...]) -> Night:
        try:
            values: dict[str, Any] = {
                name: None if kept is None else kind.from_column(kept)
                for (name, kind), kept in zip(FIELDS.items(), row, strict=True)
            }
            return Night(**values)
        except ValueError as problem:
            raise damaged(self._path, f"the night of {row[0]}: {problem}") from None

    def _play(self, row: tuple[Any, ...]) -> Play:
        routine, language, started, clock, heard, length, finished = row
        try:
            moment = datetime.fromisoformat(started).astimezone(timezone(timedelta(seconds=clock)))
            values = {"routine": routine, "language": language, "heard": heard, "length": length, "finished": finished}
            checked = {name: PLAY_FIELDS[name].from_column(value) for name, value in values.items()}
        except (TypeError, ValueError, OverflowError) as problem:
            raise damaged(self._path, f"a play: {problem}") from None
        return Play(started=moment, **checked)


@contextmanager
def writing(path: Path | None = None) -> Iterator[Diary]:
    """The diary to change: when the block ends well all of its changes are kept, and else none.

    Raises NotKeptError when it is locked, full or not to be written, DiaryError when it is damaged or newer.
    """
    path = path or diary_path()
    with open_to_write(path) as connection:
        diary = Diary(connection, path)
        _keep_last_good(diary, path.with_name(LAST_GOOD))
        yield diary


@contextmanager
def reading(path: Path | None = None) -> Iterator[Diary]:
    """The diary to read; an empty one when there is none, and none is made. Raises as writing does."""
    path = path or diary_path()
    with open_to_read(path) as connection:
        yield Diary(connection, path)


def read_diary(path: Path | None = None) -> tuple[list[Night], list[Play]]:
    """Every night and every play, the oldest first. Raises DiaryError."""
    with reading(path) as diary:
        return diary.nights(), diary.plays()


def _keep_last_good(diary: Diary, copy: Path) -> None:
    """Write the diary, as it is before the first change of a day, to a file beside it. Raises DiaryError if damaged."""
    with suppress(FileNotFoundError):
        if date.fromtimestamp(copy.stat().st_mtime) == date.today():
            return
    diary.check_whole()
    nights, plays = diary.nights(), diary.plays()
    if nights or plays:  # an empty diary must not take the place of a copy
        with suppress(OSError):  # on a full disk the change itself says so
            write_private(copy, as_json(nights, plays))


def _column(kind: Kind, value: Any) -> Any:
    return None if value is None else kind.column(value)


def _utc(moment: datetime) -> str:
    """The moment in UTC, always with microseconds, so that text sorts as time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

"""The file of the diary: its permissions, its version, and the errors of opening it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from nightcue.diary.copies import newest_copy
from nightcue.diary.errors import DiaryError, NotKeptError
from nightcue.storage.reading import refuse_no_file

MIGRATIONS = Path(__file__).parent / "migrations"
"""One SQL file a version, each going from the version before it; together they are every earlier schema."""
VERSION = len(list(MIGRATIONS.glob("*.sql")))
"""The version of the file that this nightcue keeps."""
PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""
ROOM = 100_000
"""Bytes that SQLite needs to write at all."""

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""SQLITE_ERROR is a table or column that is not there: every statement of ours fits a whole diary."""
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)


@contextmanager
def open_to_write(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the diary in one transaction; the file is made, or brought to this version, where needed.

    Raises NotKeptError when it is locked, full or not to be written, DiaryError when it is damaged or newer.
    """
    with _explained(path):
        _make_private(path)
        with closing(_connect(path, "rw")) as connection:
            _bring_to_version(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            with _transaction(connection, "IMMEDIATE"):
                yield connection


@contextmanager
def open_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees one state of the diary; an empty one when there is no file. Raises as open_to_write."""
    with _explained(path), closing(_to_read(path)) as connection, _transaction(connection, "DEFERRED"):
        yield connection


def damaged(path: Path, why: object) -> DiaryError:
    """Return what to say of a damaged diary, and how to go on."""
    folder, aside = path.parent, path.parent.with_name(f"{path.parent.name}-damaged")
    back = "what you exported: nightcue diary import FILE"
    if copy := newest_copy(path):
        back = f"the last good copy: nightcue diary import '{aside / copy.relative_to(folder)}'"
    return DiaryError(
        f"{path}: the diary is damaged ({why}); it is left as it is.\n"
        f"  hint: rename the folder {folder} to {aside.name}, then take back {back}"
    )


def _to_read(path: Path) -> sqlite3.Connection:
    _refuse_no_file(path)
    if not path.exists():
        connection = sqlite3.connect(":memory:", isolation_level=None)
        _bring_to_version(connection, path)
        return connection
    try:
        return _of_this_version(path, "rw")
    except sqlite3.OperationalError as error:
        journal = path.with_name(f"{path.name}-wal")
        if _code(error) not in _UNWRITABLE or (journal.exists() and journal.stat().st_size):
            raise
        # a disk that is full or cannot be written: nobody else writes it either, and all is in the one file
        return _of_this_version(path, "ro&immutable=1")


def _of_this_version(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connect(path, mode)
    try:
        _bring_to_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    # a text that is not UTF-8 is that of one night, and must not keep the others from being read
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return connection


def _make_private(path: Path) -> None:
    """Make the folder and an empty file where there are none, and let only their owner at them."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_no_file(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if sys.platform != "win32":
        for kept, mode in ((path.parent, 0o700), (path, 0o600)):
            if kept.stat().st_mode & 0o077:
                with suppress(OSError):  # a disk that knows nobody's rights, such as that of a phone
                    kept.chmod(mode)


def _refuse_no_file(path: Path) -> None:
    """Raise NotAFileError for a pipe or a device, which would never answer, or be made private to its owner."""
    with suppress(FileNotFoundError):
        refuse_no_file(path, path.stat().st_mode)


def _bring_to_version(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == VERSION:
        return
    with _transaction(connection, "IMMEDIATE"):
        # asked again, for another program may have done it meanwhile
        version = _version(connection)
        if version < 0:
            raise damaged(path, f"its version is {version}")
        if version > VERSION:
            raise DiaryError(
                f"{path}: this diary was kept by a newer nightcue (version {version}, and this one knows {VERSION}); "
                "nothing was changed.\n  hint: update nightcue: pip install --upgrade nightcue"
            )
        if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise DiaryError(f"{path}: this is a database, but no diary of nightcue; nothing was changed")
        for number in range(version + 1, VERSION + 1):
            for statement in _statements((MIGRATIONS / f"{number}.sql").read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for part in sql.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _explanation(path, error) from error
    except UnicodeDecodeError as error:  # of SQLite's own message about a table that is not as it should be
        raise damaged(path, "a text in it is not UTF-8") from error
    except OSError as error:
        raise _unwritable(path, error.strerror or error) from error


def _explanation(path: Path, error: sqlite3.DatabaseError) -> Exception:
    code = _code(error)
    if code in _DAMAGED or isinstance(error, sqlite3.DataError):
        return damaged(path, error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return NotKeptError(
            f"{path}: another program has been writing the diary for {PATIENCE:g} seconds; nothing was changed.\n"
            "  hint: wait until it is done, or close it, and try again"
        )
    if code is None and isinstance(error, sqlite3.OperationalError):  # Python's own, and it would show the whole text
        return damaged(path, "a text in it is not UTF-8")
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return NotKeptError(f"{path}: the disk is full; nothing was changed.\n  hint: make room, and try again")
    return _unwritable(path, error) if code in (*_UNWRITABLE, sqlite3.SQLITE_PERM) else error


def _unwritable(path: Path, why: object) -> NotKeptError:
    return NotKeptError(
        f"{path}: cannot be used ({why}); nothing was changed.\n"
        "  hint: see whether the folder is yours and its disk can be written, or name another one in NIGHTCUE_DATA"
    )


def _is_full(path: Path) -> bool:
    """Return whether there is no room for the files that SQLite makes to write at all."""
    try:
        return shutil.disk_usage(path.parent).free < ROOM
    except OSError:
        return False


def _code(error: sqlite3.Error) -> int | None:
    """Return the primary code of SQLite; None for an error that is not SQLite's."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF

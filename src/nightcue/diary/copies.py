"""Copies of the whole diary, in a folder beside it: one for each day it was changed on, and one before each import."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from nightcue.storage.private_file import write_private

FOLDER = "copies"
KEPT = 14
"""Copies of days that are kept, and as many of those before an import."""
_IMPORT = "before-import-"
_NAMED = re.compile(rf"(?P<kind>{_IMPORT}|)(?P<when>\d{{4}}-\d\d-\d\d(-[\d-]+)?)\.db")


def copy_of_the_day(diary: Path) -> Path:
    """Return the copy of today: the diary as it was before the first change of the day."""
    return diary.parent / FOLDER / f"{date.today()}.db"


def copy_before_import(diary: Path) -> Path:
    """Return a copy for an import that begins now."""
    return diary.parent / FOLDER / f"{_IMPORT}{datetime.now():%Y-%m-%d-%H-%M-%S-%f}.db"


def keep_copy(copy: Path, content: bytes) -> None:
    """Write a copy that only its owner can read, and delete the oldest of its kind. A disk that is full has none."""
    with suppress(OSError):  # the change itself says what is wrong with the disk
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        write_private(copy, content)
        alike = [path for path in _oldest_first(copy.parent) if _kind(path) == _kind(copy)]
        for path in alike[:-KEPT]:
            if path != copy:  # a clock that is wrong may have made it the oldest
                path.unlink()


def newest_copy(diary: Path) -> Path | None:
    """Return the newest copy there is; one that a wrong clock dated in the future only where there is no other."""
    there = _oldest_first(diary.parent / FOLDER)
    past = [path for path in there if _when(path)[:10] <= str(date.today())]
    found = past or there
    return found[-1] if found else None


def _oldest_first(folder: Path) -> list[Path]:
    try:
        return sorted((path for path in folder.iterdir() if _NAMED.fullmatch(path.name)), key=_when)
    except OSError:
        return []


def _when(path: Path) -> str:
    found = _NAMED.fullmatch(path.name)
    return found["when"] if found else ""


def _kind(path: Path) -> str:
    found = _NAMED.fullmatch(path.name)
    return found["kind"] if found else ""

"""Reading the diaries that people hand back: a JSON export each, whose file is named by the person's id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nightcue.clinic.people import ID
from nightcue.diary.errors import ProblemsError
from nightcue.diary.night import Night, night_of
from nightcue.diary.payload import readable
from nightcue.diary.play import Play
from nightcue.storage.reading import TooLargeError, read_file
from nightcue.storage.targets import is_folder

LARGEST = 5_000_000
"""Bytes of an export that is read; ten years of nights are about one million."""

_NAME = re.compile(rf"({ID.pattern})(?: ?\(\d+\)|\..*)?\.json", re.IGNORECASE | re.DOTALL)
"""17.json, and what a browser or a person makes of a second one: 17 (1).json, 17.November.json."""


@dataclass(frozen=True)
class Export:
    """What one file says: its nights and plays, and a sentence with its place for everything that cannot be read.

    `id` is the one in its name, None where that has none.
    """

    path: Path
    id: str | None
    nights: Sequence[Night] = ()
    plays: Sequence[Play] = ()
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class HandedBack:
    """Every export that was found, and `left_out`, a sentence for each thing in a folder that is none."""

    exports: list[Export] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_exports(paths: Iterable[Path]) -> HandedBack:
    """Return what is in these files, and in the files of these folders; what is wrong with one leaves the others."""
    found = HandedBack()
    for path in dict.fromkeys(paths):
        if is_folder(path):
            _read_folder(path, found)
        else:
            found.exports.append(read_export(path))
    return found


def read_export(path: Path) -> Export:
    """Return what one file says."""
    named = _NAME.fullmatch(path.name)
    whose = named[1] if named else None
    nameless = [] if named else ["the name is no id, as that of 17.json is: nobody knows whose diary it is"]
    try:
        sent, problems = readable(read_file(path, LARGEST).decode("utf-8-sig"))
    except TooLargeError:
        return Export(path, whose, problems=[*nameless, f"more than {LARGEST // 10**6} MB is no diary"])
    except OSError as error:
        return Export(path, whose, problems=[*nameless, f"cannot be read: {error.strerror or error}"])
    except UnicodeDecodeError as error:
        return Export(path, whose, problems=[*nameless, f"byte {error.start + 1}: this is not UTF-8"])
    except ProblemsError as error:
        return Export(path, whose, problems=[*nameless, *error.problems])
    nights = [(place, night_of(fields)) for place, fields in sent.nights]
    return Export(path, whose, [night for _, night in nights], sent.plays, [*nameless, *problems, *_twice(nights)])


def _read_folder(folder: Path, found: HandedBack) -> None:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        found.left_out.append(f"{folder}: cannot be read: {error.strerror or error}")
        return
    shown = [path for path in paths if not path.name.startswith(".")]  # what systems leave in folders
    exports = [path for path in shown if path.suffix.lower() == ".json"]
    found.exports.extend(map(read_export, exports))
    if not exports:
        found.left_out.append(f"{folder}: there is no export in this folder, no file such as 17.json")
    for path in shown:
        if path.suffix.lower() != ".json":
            what = "a folder in a folder is not looked into" if is_folder(path) else "no JSON export, so left out"
            found.left_out.append(f"{path}: {what}")


def _twice(nights: Iterable[tuple[str, Night]]) -> list[str]:
    """Return a sentence for each night that is there a second time."""
    first: dict[date, str] = {}
    found = []
    for place, night in nights:
        if (before := first.setdefault(night.date, place)) != place:
            found.append(f"{place}: the night of {night.date} is there already, at {before}; both are looked at")
    return found

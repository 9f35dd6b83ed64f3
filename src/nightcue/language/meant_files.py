"""Finding the file that a person meant by a name that does not exist, for a hint."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from nightcue.language.diagnostics import one_line
from nightcue.language.meant import fold
from nightcue.patterns import compiled

_MOST_FILES = 500
"""The most files that are compared, in the folder and its subfolders."""
_ADDRESS = compiled(r"[a-z]{2,10}://", re.IGNORECASE)
_FROM_THE_TOP = compiled(r"~[^/]*/|/+|[a-z]:/+", re.IGNORECASE)


def file_hint(written: str, folder: Path, endings: tuple[str, ...], is_wanted: Callable[[Path], bool]) -> str | None:
    """Return a hint with the file below `folder` that `written` may mean; its name has one of the `endings`, if any."""
    if _ADDRESS.match(written):
        return "copy the file into the routine's folder, and write its name"
    slashed = written.replace("\\", "/")
    there = [name for name in islice(_names(folder, is_wanted), _MOST_FILES) if not endings or name.endswith(endings)]
    if slashed.strip("/") and (folder / slashed.strip("/")).is_dir() and endings:
        inside = next((name for name in there if name.startswith(f"{slashed.strip('/')}/")), None)
        return f"this is a folder; name a file in it{f': {one_line(inside)}' if inside else ''}"
    found = _closest(_FROM_THE_TOP.sub("", slashed, count=1), there)
    if found is None:
        few = 0 < len(there) <= 5
        return f"one of: {', '.join(map(one_line, there))}" if few else "copy the file into the routine's folder"
    if _FROM_THE_TOP.match(slashed):
        return f"a path begins at the file that it is written in: {one_line(found)}"
    return f"did you mean '{one_line(found)}'?"


def _names(folder: Path, is_wanted: Callable[[Path], bool]) -> Iterator[str]:
    """Yield the paths of the wanted files, relative to `folder`."""
    try:
        entries = sorted(islice(folder.iterdir(), _MOST_FILES))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if is_wanted(entry):
                yield entry.name
            if entry.is_dir():
                inside = sorted(islice(entry.iterdir(), _MOST_FILES))
                yield from (f"{entry.name}/{path.name}" for path in inside if is_wanted(path))
        except OSError:
            continue


def _closest(wanted: str, there: list[str]) -> str | None:
    """Return the name that differs only in capitals, ending or folder, or else the closest one."""
    path = PurePosixPath(wanted)
    same_path = [name for name in there if name.casefold() == wanted.casefold()]
    same_name = [name for name in there if fold(PurePosixPath(name).stem) == fold(path.stem)]
    if same_path or same_name:
        return (same_path or same_name)[0]
    for asked in (wanted, path.name, path.stem):
        close = difflib.get_close_matches(asked, [*there, *map(_name, there)], n=1, cutoff=0.6)
        if close:
            return next(name for name in there if close[0] in (name, _name(name)))
    return None


def _name(path: str) -> str:
    return PurePosixPath(path).name

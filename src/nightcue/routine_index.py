"""An index of all routines with titles and rough lengths, so that a list need not read the routines again.

This module imports nothing that is slow to load.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.building.fingerprint import states
from nightcue.building.program import program
from nightcue.grounds import end, rests_on_states
from nightcue.language.library import Shelved, shelves, shipped
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cached


@dataclass(frozen=True)
class Titled:
    """A routine that can be named: `seconds` is about how long it is; None, with an empty title, if it has errors.

    `tag` is the language that it speaks, such as es-MX, empty if it has errors; `use` and `order` are those that it
    names, or else those of a routine that names none.
    """

    shelved: Shelved
    title: str
    seconds: float | None
    tag: str
    use: str
    order: int


_ERRORS = {"title": "", "seconds": None, "tag": "", "use": "bedtime", "order": 1000}


def contents(language: str | None = None) -> Iterator[Titled]:
    """Yield every routine that can be named, or those of one language, in the order of the shelves."""
    # those that come with nightcue are the same from every working folder
    ours = program()
    shelf = {True: _Shelf(Path.cwd(), ours), False: _Shelf(shipped("routines"), ours)}
    for shelved in shelves():
        entry = shelf[shelved.own].entry(shelved.path)
        if language in (None, shelved.language):
            yield Titled(shelved, **_said(entry or _ERRORS))
    for each in shelf.values():
        each.keep()


class _Shelf:
    """What was read of the routines below one folder by the nightcue that is `ours`, kept in the disk cache."""

    def __init__(self, folder: Path, ours: str) -> None:
        self._store = DiskCache(cached("recipes"), "json")
        self._key = hashlib.sha256(json.dumps(["contents", ours, str(folder)]).encode()).hexdigest()
        self._before = _kept(self._store, self._key)
        self._now: dict[str, Any] = {}

    def entry(self, routine: Path) -> dict[str, Any] | None:
        """Return what is kept of a routine, read again where one of its files has changed; None if it has errors."""
        path = str(routine.absolute())
        entry = self._before.get(path)
        if entry is None or states(map(Path, entry["files"])) != entry["files"]:
            entry = _read(routine)
        else:
            rests_on_states(entry["files"])
        if entry:
            self._now[path] = entry
        return entry

    def keep(self) -> None:
        """Keep what was read; what nobody asked for this time, as one's own routine hides it, stays."""
        hidden = {path: entry for path, entry in self._before.items() if path not in self._now and Path(path).exists()}
        if hidden | self._now != self._before:
            self._store.store(self._key, json.dumps(hidden | self._now).encode())


def tags_of(paths: Iterable[Path]) -> dict[Path, str]:
    """The language that each routine speaks, as `contents` has it; empty if the routine has errors."""
    shelved = {titled.shelved.path: titled.tag for titled in contents()}
    return {path: shelved[path] if path in shelved else str((_read(path) or _ERRORS)["tag"]) for path in paths}


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in _ERRORS}


def _kept(store: DiskCache, key: str) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(store.load(key) or b"{}")
    except ValueError:
        return {}
    return kept


def _read(path: Path) -> dict[str, Any] | None:
    """Title, seconds and files of the routine at `path`; None if it has errors, which another look may find mended."""
    end()  # it is not read every time, and has errors that may be anywhere
    from nightcue.language.diagnostics import DiagnosedError
    from nightcue.language.reading import read_routine
    from nightcue.language.routine import unroll

    try:
        routine = read_routine(path)
        seconds = float(unroll(routine).about_seconds())
    except DiagnosedError:
        return None
    said = {"title": str(routine.title), "seconds": seconds, "tag": routine.speech.tag}
    return {**said, "use": routine.use, "order": routine.order, "files": states((path, *routine.files))}


def uses() -> dict[tuple[str, str], str]:
    """What each routine that can be named is for, by its name and language."""
    return {(listed.shelved.name, listed.shelved.language): listed.use for listed in contents()}

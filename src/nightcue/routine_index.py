"""What is on the shelf: each routine's title and about how long it is, kept so that a list need not read them again.

This module imports nothing that is slow to load.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.building.fingerprint import program, states
from nightcue.language.library import Shelved, shelves
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
    """Every routine that can be named, or those of one language, in the order of the shelves."""
    store = DiskCache(cached("recipes"), "json")
    key = hashlib.sha256(json.dumps(["contents", program(), str(Path.cwd())]).encode()).hexdigest()
    before = _kept(store, key)
    now: dict[str, Any] = {}
    for shelved in shelves():
        path = str(shelved.path.absolute())
        entry = before.get(path)
        if entry is None or states(map(Path, entry["files"])) != entry["files"]:
            entry = _read(shelved.path)
        if entry:
            now[path] = entry
        if language in (None, shelved.language):
            yield Titled(shelved, **_said(entry or _ERRORS))
    if now != before:
        store.store(key, json.dumps(now).encode())


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

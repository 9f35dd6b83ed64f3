"""What is on the shelf: each routine's title and about how long it is, kept so that a list need not read them again.

This module imports nothing that is slow to load.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.audio.store import Store, cache_folder
from nightcue.language.library import Shelved, shelves
from nightcue.recipe import program, states

_NAMED = ("title", "seconds", "use", "order")


@dataclass(frozen=True)
class Titled:
    """A routine that can be named: `seconds` is about how long it is; None, with an empty title, if it has errors.

    `use` and `order` are those that it names, or else those of a routine that names none.
    """

    shelved: Shelved
    title: str
    seconds: float | None
    use: str = "bedtime"
    order: int = 1000


def contents(language: str | None = None) -> Iterator[Titled]:
    """Every routine that can be named, or those of one language, in the order of the shelves."""
    store = Store(cache_folder() / "recipes", "json")
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
            yield Titled(shelved, *(entry[name] for name in _NAMED)) if entry else Titled(shelved, "", None)
    if now != before:
        store.store(key, json.dumps(now).encode())


def _kept(store: Store, key: str) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(store.load(key) or b"{}")
    except ValueError:
        return {}
    return kept


def _read(path: Path) -> dict[str, Any] | None:
    """Title, seconds and files of the routine at `path`; None if it has errors, which another look may find mended."""
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.reading import read_routine
    from nightcue.language.routine import unroll

    try:
        routine = read_routine(path)
        seconds = float(unroll(routine).about_seconds())
    except RoutineError:
        return None
    named = {"title": str(routine.title), "seconds": seconds, "use": routine.use, "order": routine.order}
    return {**named, "files": states((path, *routine.files))}


def uses() -> dict[tuple[str, str], str]:
    """What each routine that can be named is for, by its name and language."""
    return {(listed.shelved.name, listed.shelved.language): listed.use for listed in contents()}

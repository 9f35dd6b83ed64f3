"""What a command says and what that rests on: noted, so that it can be said again while all of it is as it was.

What is looked at is noted before it is looked at: whatever changes in between, the answer is at worst not said again.
Nothing is noted unless a command began to, and no more once it did what it need not do every time. Nothing slow is
imported here.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Grounds:
    """Each path with what was there, each folder with the names in it, and each path with where its links end.

    `tidy` are folders in which killed programs left no part of a file, `used` the entries of the cache that were used,
    and `said` what was written, each to stderr or to stdout.
    """

    def __init__(self) -> None:
        self.states: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.ends: dict[str, str] = {}
        self.tidy: list[str] = []
        self.used: list[str] = []
        self.said: list[tuple[bool, str]] = []


_noted: Grounds | None = None


def begin() -> None:
    """Note from now on what is said, and what it rests on."""
    global _noted
    _noted = Grounds()


def end() -> Grounds | None:
    """Note no more, and return what was noted; None where nothing was, or not all of it."""
    global _noted
    noted, _noted = _noted, None
    return noted


def rests_on(*paths: Path | str) -> None:
    """Note what is at each path."""
    if _noted is not None:
        from nightcue.storage.states import state_of

        for path in map(str, paths):
            if path not in _noted.states:
                _noted.states[path] = state_of(path)


def rests_on_states(states: Mapping[str, str]) -> None:
    """Note what is at each path, as somebody has just seen it."""
    if _noted is not None:
        _noted.states = {**states, **_noted.states}


def rests_on_names(folder: Path | str) -> None:
    """Note which names are in a folder, and where its links end."""
    if _noted is not None and (path := str(folder)) not in _noted.names:
        from nightcue.storage.states import names_in

        _noted.names[path] = names_in(path)
        rests_on_ends([path])


def rests_on_ends(paths: Iterable[Path | str]) -> None:
    """Note where the links of each path end."""
    if _noted is not None:
        for path in map(str, paths):
            _noted.ends.setdefault(path, os.path.realpath(path))


def is_tidied(folder: Path | str) -> None:
    """Note that what killed programs left in a folder is deleted every time."""
    if _noted is not None:
        _noted.tidy.append(str(folder))


def rests_on_entry(path: Path | str) -> None:
    """Note what an entry of the cache holds, and that it was used."""
    rests_on(path)
    if _noted is not None:
        _noted.used.append(str(path))


def says(text: str, err: bool) -> None:
    """Note what is written to stderr or to stdout."""
    if _noted is not None:
        _noted.said.append((err, text))

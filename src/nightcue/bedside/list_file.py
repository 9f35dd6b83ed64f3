"""routines.json, as far as a server has to know it: which tracks everybody may hear, and which form each is."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

LIST = "routines.json"
SCORES = "scores.json"
"""What is said in every track but a rescue, and when: the page asks for it when its first screen is there."""
MADE = "made.json"
"""Which version of the page this is, and since when: what a page that is open asks for now and then."""
FORMAT = "nightcue site 3"
"""What the list says of itself; pages up to 1 know of no key, and lists up to 2 hold every line of every track."""


class OpenTracks:
    """The tracks of a site that say nobody's name, by its list, which is read again when it has changed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LIST
        self._seen: tuple[int, int] | None = None
        self._tracks: frozenset[str] = frozenset()

    def __contains__(self, track: str) -> bool:
        """Return whether the list says so of the track at this path in the site; where there is no list, of none."""
        try:
            found = self._path.stat()
        except OSError:
            return False
        seen = (found.st_mtime_ns, found.st_size)
        if seen != self._seen:
            self._tracks, self._seen = _open_tracks(self._path), seen
        return track in self._tracks


def is_current(folder: Path) -> bool:
    """Return whether the site in `folder` was written by this version of `nightcue site`."""
    return bool(_read(folder / LIST).get("format") == FORMAT)


def forms_in(folder: Path) -> dict[tuple[str, str, float], str]:
    """Return, by name, language and length in seconds, which form each track of the site is, of routines with two."""
    try:
        listed = [(each["name"], each["language"], each["seconds"], each["detail"]) for each in _routines(folder)]
    except (KeyError, TypeError):
        return {}
    counted = Counter((name, language) for name, language, *_ in listed)
    return {(name, language, length): form for name, language, length, form in listed if counted[name, language] > 1}


def _routines(folder: Path) -> list[dict[str, Any]]:
    routines: list[dict[str, Any]] = _read(folder / LIST)["routines"]
    return routines


def _open_tracks(path: Path) -> frozenset[str]:
    try:
        everybodys = [each for each in _read(path)["routines"] if each["named"] is False]
        return frozenset(each[form] for each in everybodys for form in ("track", "opus") if each.get(form))
    except (KeyError, TypeError):
        return frozenset()


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}

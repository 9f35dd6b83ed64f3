"""Building again whenever something is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PAUSE = 0.2
"""Seconds between two looks; an editor that saves in two steps is done within one."""

Looks = dict[Path, tuple[int, int] | None]


def watch(build: Callable[[], Iterable[Path]], pause: float = PAUSE) -> Iterator[list[Path]]:
    """Call `build`, which returns the files and folders it depends on, and again each time that some have changed.

    Gives an empty list when it was called first, and then, before each other call, which of them have changed. It looks
    every `pause` seconds, and never ends by itself.
    """
    seen = _built(build, {})
    yield []
    while True:
        time.sleep(pause)
        now = _look(seen)
        changed = [path for path in seen if now[path] != seen[path]]
        if changed and _is_settled(now):
            yield changed
            seen = _built(build, now)


def _built(build: Callable[[], Iterable[Path]], before: Looks) -> Looks:
    """Build, and return what it depends on as it was before: what is saved meanwhile is a change."""
    started = time.time_ns()
    after = _look(build())
    for path, found in after.items():
        if found and found[1] >= started:
            after[path] = None
    return after | before


def _look(paths: Iterable[Path]) -> Looks:
    """Size and time of everything, without reading it; None for what is not there."""
    return {path: _stat(path) for path in paths}


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _is_settled(now: Looks) -> bool:
    time.sleep(PAUSE)
    return _look(now) == now

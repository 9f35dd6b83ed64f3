"""Building again whenever something is saved, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from nightcue.terminal import tell

PAUSE = 0.2
"""Seconds between two looks; an editor that saves in two steps is done within one."""

Looks = dict[Path, tuple[int, int] | None]


def watch(build: Callable[[], Iterable[Path]]) -> None:
    """Call `build`, which returns the files and folders it depends on, and again when one of them has changed."""
    try:
        seen = _built(build, {})
        tell("watching for changes; Ctrl-C ends it", err=True)
        while True:
            time.sleep(PAUSE)
            now = _look(seen)
            changed = [path for path in seen if now[path] != seen[path]]
            if changed and _is_settled(now):
                tell(f"{_named(changed)} changed", err=True)
                seen = _built(build, now)
    except KeyboardInterrupt:
        tell("", err=True)


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


def _named(paths: list[Path]) -> str:
    here = Path.cwd()
    names = [str(path.relative_to(here)) if path.is_relative_to(here) else str(path) for path in paths]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")

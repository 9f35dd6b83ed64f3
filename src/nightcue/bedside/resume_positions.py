"""Where each track was left, so that it can go on from there."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from nightcue.storage.disk_cache import DiskCache, key_of
from nightcue.storage.paths import resume_folder


def keep_place(track: Path, seconds: float) -> None:
    """Remember that the track was left `seconds` after its start."""
    _store().store(key_of(track), json.dumps(seconds).encode())


def place_of(track: Path) -> float | None:
    """Return where the track was left, in seconds; None when it was not, or was heard to its end."""
    kept = _store().load(key_of(track))
    with suppress(ValueError, TypeError):
        return float(json.loads(kept)) if kept else None
    return None


def forget_place(track: Path) -> None:
    """Let the track begin at its start."""
    with suppress(OSError):
        _store().path(key_of(track)).unlink()


def _store() -> DiskCache:
    return DiskCache(resume_folder(), "json")

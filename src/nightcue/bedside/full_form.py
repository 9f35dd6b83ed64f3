"""Once a week the full form of a routine comes back by itself: when it was last heard to its end."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from nightcue.storage.disk_cache import DiskCache, key_of
from nightcue.storage.paths import full_forms_folder

WEEK = timedelta(days=7)
"""After so long without its explanations, a routine is heard with them again. Our own choice."""


def is_due(routine: Path, now: datetime) -> bool:
    """Whether the full form of the routine file was not heard to its end in the week before `now`, or never.

    One that was heard in the future, by a clock that was wrong, counts as never.
    """
    kept = _store().load(key_of(routine))
    with suppress(ValueError, TypeError):
        if kept is not None:
            return not timedelta(0) <= now - datetime.fromisoformat(kept.decode()) < WEEK
    return True


def keep_heard(routine: Path, moment: datetime) -> None:
    """Remember that the full form was heard to its end; `moment` knows its offset."""
    with suppress(OSError):
        _store().store(key_of(routine), moment.isoformat().encode())


def _store() -> DiskCache:
    return DiskCache(full_forms_folder(), "txt")

"""What the listener chose to share, and with whom: nothing, until she switches it on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from nightcue.amounts import time_of_day
from nightcue.sharing.errors import NotSentError, SharingError
from nightcue.storage.paths import sharing_path
from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import read_file

WHAT = ("done", "cramps", "pain", "sign")
"""What can be shared: that the routine was done, how many cramps came, how strong the worst was, a warning sign."""

MORNING = "10:00"
"""When the line goes out where nobody said another time. Our own choice: late enough to have noted the night."""

_LARGEST = 100_000


@dataclass(frozen=True)
class Sharing:
    """A choice. `to` is an address as apprise reads it, which may hold a password, and `what` is some of WHAT.

    `since` is the day it was switched on: no earlier night is told of.
    """

    to: str = field(repr=False)
    what: tuple[str, ...]
    since: date
    at: str = MORNING

    @property
    def morning(self) -> time:
        """When the line goes out, by the clock on the wall."""
        return time_of(self.at)


def time_of(written: str) -> time:
    """Return a time of day such as 9:30. Raises SharingError."""
    found = time_of_day(written)
    if found is None:
        raise SharingError(f"'{written}' is no time of day; it is written 9:30")
    return found


def in_order(what: Iterable[str]) -> tuple[str, ...]:
    """Return what is to be shared in the order of WHAT, each once."""
    return tuple(name for name in WHAT if name in set(what))


def kept_sharing() -> Sharing | None:
    """Return what was chosen, None where nothing is shared. Raises SharingError for a file that is damaged."""
    path = sharing_path()
    try:
        said = json.loads(read_file(path, _LARGEST))
        return _checked(said)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, SharingError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is damaged"
        raise SharingError(
            f"cannot read {path} ({why}), so nothing is shared\n  hint: begin anew with: nightcue share off"
        ) from None


def _checked(said: dict[str, Any]) -> Sharing:
    sharing = Sharing(str(said["to"]), in_order(said["what"]), date.fromisoformat(said["since"]), str(said["at"]))
    time_of(sharing.at)
    if not sharing.what:
        raise ValueError
    return sharing


def keep_sharing(sharing: Sharing) -> Path:
    """Keep the choice in a file that only its owner can read, and return its path. Raises NotSentError."""
    path = sharing_path()
    content = json.dumps(asdict(sharing) | {"since": str(sharing.since)}, ensure_ascii=False, indent=1)
    try:
        keep_private(path, content.encode())
    except OSError as error:
        raise NotSentError(f"cannot write {path}: {error.strerror or error}") from None
    return path


def forget_sharing() -> None:
    """Share nothing any more. Raises NotSentError where the file cannot be removed."""
    try:
        sharing_path().unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise NotSentError(f"cannot remove {sharing_path()}: {error.strerror or error}") from None

"""Keeping the cache folder within a limit: what was used longest ago is deleted first.

The time of an entry's file is that of its last use. Every program appends to the file `written`, whose length counts
what was written since the last eviction, so that hardly any build has to list all entries.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nightcue.storage.atomic_file import remove_abandoned
from nightcue.storage.paths import KINDS

LIMIT = 500_000_000
"""Bytes that all entries together may take; more only while all of them were used within IN_USE."""
IN_USE = 3600
"""Seconds since its last use for which an entry is let be: a build may be at it."""

_BETWEEN = LIMIT // 10
"""Bytes that are written between two looks."""
_BLOCK = 4096
"""Bytes for each byte that the file `written` grows; a disk gives room in blocks of this size."""
_COUNTER = "written"
_FOLDER = re.compile(r"[0-9a-f]{2}")
_FILE = re.compile(r"[0-9a-f]{62}\.[a-z]+")


@dataclass(frozen=True)
class Entry:
    """A file of the cache: `size` in bytes, `used` the time of its last use, in nanoseconds since 1970."""

    path: Path
    size: int
    used: int

    def remove(self) -> None:
        """Delete the file, unless it was used again since it was looked at. Raises OSError."""
        with suppress(FileNotFoundError):
            if self.path.stat().st_mtime_ns == self.used:
                self.path.unlink()


@dataclass(frozen=True)
class Cleared:
    """What was deleted: entries, and bytes; and why others could not be, if any."""

    entries: int
    size: int
    problem: OSError | None


def entries_of(root: Path, kind: str) -> Iterator[Entry]:
    """Yield the entries of one of KINDS in the cache folder `root`, in no order, without files of other names."""
    for folder in _listed(root / kind):
        if _FOLDER.fullmatch(folder.name) and folder.is_dir(follow_symlinks=False):
            for file in _listed(Path(folder.path)):
                with suppress(OSError):
                    if _FILE.fullmatch(file.name) and file.is_file(follow_symlinks=False):
                        status = file.stat()
                        yield Entry(Path(file.path), status.st_size, status.st_mtime_ns)


def keep_within_limit(root: Path, written: int) -> None:
    """Count `written` bytes for the cache folder `root`; after every tenth of LIMIT, delete what was used longest ago.

    Never raises.
    """
    with suppress(OSError):
        with (root / _COUNTER).open("ab", buffering=0) as counter:
            counter.write(b"." * -(-written // _BLOCK))
            if counter.tell() * _BLOCK < _BETWEEN:
                return
            counter.truncate(0)
        _trim(root)


def clear(root: Path) -> Cleared:
    """Delete every entry of the cache folder `root`, and what killed programs left; anything else there is let be.

    A build that is running makes again what it misses. Never raises.
    """
    count = size = 0
    problem = None
    for entry in [entry for kind in KINDS for entry in entries_of(root, kind)]:
        try:
            entry.path.unlink(missing_ok=True)
        except OSError as error:
            problem = problem or error
        else:
            count += 1
            size += entry.size
    with suppress(OSError):
        (root / _COUNTER).unlink()
    for kind in KINDS:
        remove_abandoned(root / kind)
        for folder in [*(Path(inner.path) for inner in _listed(root / kind)), root / kind]:
            if _FOLDER.fullmatch(folder.name) or folder.name == kind:
                with suppress(OSError):  # something else is in it
                    folder.rmdir()
    return Cleared(count, size, problem)


def _trim(root: Path) -> None:
    now, in_use = time.time_ns(), IN_USE * 10**9
    found = [entry for kind in KINDS for entry in entries_of(root, kind)]
    room = sum(entry.size for entry in found) - (LIMIT - _BETWEEN)
    # a time to come was written by a clock that has been put right since, and nobody has used that entry since then
    for entry in sorted(found, key=lambda entry: (entry.used < now + in_use, entry.used)):
        if room <= 0:
            break
        if abs(entry.used - now) > in_use:
            with suppress(OSError):
                entry.remove()
                room -= entry.size
    for kind in KINDS:
        remove_abandoned(root / kind)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """Return what is in `folder`; nothing where it is missing, no folder, or not to be read."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []

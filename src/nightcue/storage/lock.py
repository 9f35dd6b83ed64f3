"""Locks that tell what is being written from what a killed program left: the system frees the locks of the dead."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

STALE = 3600
"""Seconds after which what cannot be locked is taken for abandoned: no file takes that long to write."""
_CLOSED = 60
"""Seconds for which Windows lets a file be that nobody holds: there it is closed before it gets its name."""
_TRIES, _BETWEEN = 100, 0.05
"""How often, and after how many seconds, a lock is asked for that somebody has who looks whether it is held."""


_SOMEBODY_HAS_IT = frozenset({errno.EACCES, errno.EAGAIN})
"""What a disk says where another program has the lock; some say that it may not be had."""


def hold(handle: int) -> None:
    """Lock an open file or folder, which is new, until it is closed; do nothing where the disk knows no locks."""
    with suppress(OSError):
        # without an end, a disk that says of every lock that somebody has it would be waited for forever
        for _ in range(_TRIES):
            if _locked(handle):
                return
            time.sleep(_BETWEEN)


def is_held(handle: int) -> bool:
    """Return whether a running program holds the lock of an open file or folder; if not, it is ours until it is closed.

    Where the disk knows no locks, its age has to tell. Raises OSError when even that is not to be had.
    """
    if sys.platform == "win32" and is_younger(os.fstat(handle), _CLOSED):
        return True
    try:
        return not _locked(handle)
    except OSError:
        return is_younger(os.fstat(handle), STALE)


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Lock the file at `path`, made where there is none, while the block runs; False where another program has it.

    True too where the disk knows no locks, or the file cannot be made: nobody can tell then.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        yield True
        return
    try:
        try:
            is_ours = _locked(handle)
        except OSError:
            is_ours = True
        yield is_ours
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Lock an open file or folder; False where somebody has it. Raises OSError where the disk knows no locks."""
    if sys.platform == "win32":
        from filelock import lock_descriptor

        return lock_descriptor(handle, blocking=False)
    import fcntl  # which filelock calls here too, and takes long to load

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        if problem.errno in _SOMEBODY_HAS_IT:
            return False
        raise
    return True


def is_younger(found: os.stat_result, seconds: float) -> bool:
    """Return whether a file or folder was written in the last `seconds`, or by a clock that is ahead by less."""
    return abs(time.time() - found.st_mtime) < seconds

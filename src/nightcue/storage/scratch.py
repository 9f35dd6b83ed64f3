"""Temporary folders of engines, which the next program deletes when a killed one left them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PREFIX = "nightcue-scratch-"


class ScratchFolder:
    """A new temporary folder at `path`, locked as long as this program runs. Raises OSError when none can be made."""

    def __init__(self) -> None:
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            try:
                self._lock = _locked(self.path)
            except FileNotFoundError:
                continue
            except OSError:
                self.path.rmdir()
                raise
            return

    def close(self) -> None:
        """Delete the folder and all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def remove_abandoned_folders() -> None:
    """Delete the scratch folders whose programs are gone. Never raises."""
    if sys.platform == "win32":
        return
    for folder in _temporary_folders():
        with suppress(OSError), os.scandir(folder) as found:
            for entry in found:
                if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                    with suppress(OSError):
                        _remove_unless_locked(entry.path)


def _temporary_folders() -> set[str]:
    """Wherever they can be: to name the one, tempfile would write a file to try it, which a kill would leave there."""
    return {*filter(None, map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))), "/tmp", "/var/tmp"}


def _locked(folder: Path) -> int | None:
    """Open a new folder and lock it; None on Windows, where no folder is taken for abandoned.

    Raises FileNotFoundError when another program took it for abandoned just before, and has deleted it.
    """
    if sys.platform == "win32":
        return None
    lock = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # a disk that knows no locks
        fcntl.flock(lock, fcntl.LOCK_EX)
    if not folder.exists():
        os.close(lock)
        raise FileNotFoundError(folder)
    return lock


def _remove_unless_locked(folder: str) -> None:
    lock = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)

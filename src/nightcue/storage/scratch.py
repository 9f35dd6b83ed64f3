"""Temporary files, and temporary folders that the next program deletes when a killed one left them."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from nightcue.storage.lock import STALE, hold, is_held, is_younger

_PREFIX = "nightcue-work-"
"""Not `nightcue-scratch-`: an older nightcue that runs beside deletes those when they are not locked in its way."""
_LOCK = ".lock"
"""The file in a folder that is locked as long as somebody works there; not every system can lock the folder."""


def nameless_file(folder: Path | None = None, buffering: int = -1) -> BinaryIO:
    """Return a new temporary file, in `folder` where one is named, that is gone when it is closed.

    Raises OSError when none can be made.
    """
    return cast("BinaryIO", tempfile.TemporaryFile(buffering=buffering, dir=folder))


class ScratchFolder:
    """A new temporary folder at `path`, locked as long as this program runs. Raises OSError when none can be made."""

    def __init__(self) -> None:
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            try:
                self._lock: int | None = os.open(self.path / _LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
                hold(self._lock)
            except FileNotFoundError:
                continue  # somebody took it for abandoned just before
            except BaseException:
                shutil.rmtree(self.path, ignore_errors=True)
                raise
            if (self.path / _LOCK).exists():
                return
            os.close(self._lock)

    def close(self) -> None:
        """Delete the folder and all that is in it."""
        lock, self._lock = self._lock, None  # at once: another thread may close it too as the program ends
        if lock is not None:
            os.close(lock)
        shutil.rmtree(self.path, ignore_errors=True)


def remove_abandoned_scratch() -> None:
    """Delete the scratch folders whose programs are gone. Never raises."""
    for folder in _temporary_folders():
        with suppress(OSError), os.scandir(folder) as found:
            for entry in found:
                if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                    with suppress(OSError):
                        _remove_unless_used(Path(entry.path))


def _temporary_folders() -> set[str]:
    """Wherever they can be: to name the one, tempfile would write a file to try it, which a kill would leave there."""
    return {*filter(None, map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))), "/tmp", "/var/tmp"}


def _remove_unless_used(folder: Path) -> None:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:  # killed before it had one, or about to make one
        if not is_younger(folder.stat(), STALE):
            shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        if is_held(lock):
            return
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)
    shutil.rmtree(folder, ignore_errors=True)  # Windows deletes no open file

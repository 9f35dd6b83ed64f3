"""A file that is there whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from nightcue.debugging import log
from nightcue.storage.lock import hold, is_held
from nightcue.storage.targets import target

_BUFFER = 1 << 20
"""Bytes: a track is written a frame or a sound at a time, which otherwise is a call of the system each."""

_PART = re.compile(r"\.(?P<target>.+)\.[0-9a-f]{8}\.part", re.DOTALL)


@contextmanager
def atomic_file(path: Path, folder: Path | None = None, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Open a file to write and read that takes the place of `path` when the block ends well, and else is deleted.

    `mode` says who may do what with it, from the moment it is made and less the umask. Where `path` is a link, the file
    that it leads to is replaced.

    Until then it is a hidden part beside it; what killed programs left there of the same file goes first. With
    `folder`, the part is in there, on the same disk, and whoever writes much clears away by himself. A part is locked
    as long as somebody writes it, so that it can be told from what a killed program left. Raises TargetError where
    there is something that is no file, and OSError.
    """
    path = target(path)
    if folder is None:
        remove_abandoned(path.parent, path.name)
    part, file = _new_part(folder or path.parent, path.name, mode)
    try:
        with file:
            yield file
            file.flush()
            # renamed before closing gives up the lock; Windows renames no open file
            if sys.platform != "win32":
                part.replace(path)
        if sys.platform == "win32":
            part.replace(path)
        if folder is None:  # what is kept for later lies in one, and is too much to name
            log("writes %s", path)
    finally:
        with suppress(OSError):
            part.unlink()


def remove_abandoned(folder: Path, target: str | None = None) -> None:
    """Delete the parts in `folder` that nobody writes any more, of files called `target` or of all. Never raises."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            named = _PART.fullmatch(entry.name)
            if named and target in (None, named["target"]) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_unless_written(Path(entry.path))


def _new_part(folder: Path, target: str, mode: int) -> tuple[Path, BinaryIO]:
    while True:
        part = folder / f".{target}.{os.urandom(4).hex()}.part"
        file = open(part, "x+b", _BUFFER, opener=lambda name, flags: os.open(name, flags, mode))  # noqa: SIM115 (closed by atomic_file)
        try:
            if _locked(file):
                return part, file
        except BaseException:  # told to stop
            file.close()
            part.unlink(missing_ok=True)
            raise
        file.close()


def _locked(file: BinaryIO) -> bool:
    """Lock a new part; False when somebody took it for abandoned just before, and has deleted it."""
    hold(file.fileno())
    return sys.platform == "win32" or os.fstat(file.fileno()).st_nlink > 0  # Windows deletes no open file


def _remove_unless_written(part: Path) -> None:
    with part.open("rb") as file:
        if is_held(file.fileno()):
            return
        if sys.platform != "win32":
            part.unlink()
    if sys.platform == "win32":
        part.unlink()

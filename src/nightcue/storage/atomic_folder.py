"""A folder whose content is all old or all new, whatever happens while it is written."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nightcue.storage.lock import STALE, hold, is_held, is_younger

_PART = re.compile(r"\.(?P<target>.+)\.[0-9a-f]{8}\.parts", re.DOTALL)


@contextmanager
def atomic_folder(folder: Path, ours: Collection[str], last: str) -> Iterator[Path]:
    """Give a new folder to fill, which takes the place of `folder` when the block ends well, and else is deleted.

    Files of the old folder whose names are not among `ours` are somebody else's, and are there in the new one too.
    Where the system can exchange two folders at once (Linux, macOS), whoever looks finds all of the old one or all of
    the new one. Where it cannot, the files are replaced one by one, each whole, the one called `last` after all the
    others; then those go that are ours and old. What killed programs left beside it goes first. Raises OSError.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned_folders(folder.parent, folder.name)
    part, handle = _new_part(folder)
    try:
        yield part
        keep_theirs(folder, part, ours)
        _take_place(part, folder, ours, last)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def remove_abandoned_folders(folder: Path, target: str) -> None:
    """Delete what killed programs left in `folder` of new and old folders called `target`. Never raises."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            named = _PART.fullmatch(entry.name)
            if named and named["target"] == target and entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    if not _is_written(Path(entry.path)):
                        shutil.rmtree(entry.path, ignore_errors=True)


def keep_theirs(folder: Path, part: Path, ours: Collection[str]) -> None:
    """Put what is in `folder`, neither called as one of `ours` nor in `part` yet, into `part` too. Raises OSError."""
    for path in folder.iterdir() if folder.exists() else ():
        kept = part / path.name
        if path.name in ours or kept.exists():
            continue
        _keep(path, kept)


def _keep(path: Path, kept: Path) -> None:
    """Put a file of somebody else's, or a folder with all that is in it, at `kept` too. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        kept.mkdir()
        for inner in path.iterdir():
            _keep(inner, kept / inner.name)
    else:
        try:
            os.link(path, kept, follow_symlinks=False)
            return
        except (OSError, NotImplementedError):  # a disk or a system that knows no links
            shutil.copyfile(path, kept, follow_symlinks=False)
    with suppress(OSError):  # a disk that keeps no times, or nobody's rights
        shutil.copystat(path, kept, follow_symlinks=False)


def _take_place(part: Path, folder: Path, ours: Collection[str], last: str) -> None:
    if not folder.exists():
        with suppress(OSError):  # somebody else has made it just now
            part.rename(folder)
            return
    if not _exchange(part, folder):
        old = [path for path in folder.iterdir() if path.name in ours and not (part / path.name).exists()]
        for path in sorted(part.iterdir(), key=lambda path: (path.name == last, path.name)):
            if path.name in ours and path.is_dir():
                shutil.rmtree(folder / path.name, ignore_errors=True)
            if not (folder / path.name).is_dir():
                path.replace(folder / path.name)
        for path in old:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names at once; False where the system or the disk cannot."""
    if sys.platform == "win32":
        return False
    import ctypes

    system, names = ctypes.CDLL(None), (os.fsencode(one), os.fsencode(other))
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        here, swap = -100, 2  # AT_FDCWD and RENAME_EXCHANGE, see renameat2(2)
        return bool(system.renameat2(here, names[0], here, names[1], swap) == 0)
    if sys.platform == "darwin" and hasattr(system, "renamex_np"):
        return bool(system.renamex_np(*names, 2) == 0)  # RENAME_SWAP, see renamex_np(2)
    return False


def _new_part(folder: Path) -> tuple[Path, int | None]:
    """Return a new hidden folder next to `folder`, and the lock that shows that it is in use."""
    while True:
        part = folder.parent / f".{folder.name}.{os.urandom(4).hex()}.parts"
        part.mkdir()
        if sys.platform == "win32":
            return part, None
        with suppress(FileNotFoundError):
            handle = os.open(part, os.O_RDONLY)
            try:
                hold(handle)
            except BaseException:  # told to stop
                part.rmdir()
                raise
            if part.exists():
                return part, handle
            os.close(handle)  # somebody took it for abandoned just before


def _is_written(part: Path) -> bool:
    if sys.platform == "win32":  # where a folder cannot be opened, nor locked
        return is_younger(part.stat(), STALE)
    handle = os.open(part, os.O_RDONLY)
    try:
        return is_held(handle)
    finally:
        os.close(handle)

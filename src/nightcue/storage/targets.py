"""The door to every file that is written: through links, over nothing but files, and over nobody else's work."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from nightcue.storage.reading import open_file

_MACHINE = (Path("/dev"), Path("/proc"), Path("/sys"))
"""Folders of the machine itself: a file there would take the place of a device, as of /dev/stdout."""
_MOST_LINKS = 40
"""Links in a row that are followed, as Linux does (path_resolution(7))."""
_BEGINNING = 4096
"""Bytes of a file by which it is known."""
_NEVER_SYNCED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EPERM)
"""What a disk says that cannot be asked whether it has written everything."""


class TargetError(OSError):
    """Nothing may be written there; `strerror` says why, and names a way out."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(errno.EINVAL, why, str(path))


def target(
    path: Path,
    is_ours: Callable[[Path], bool] | None = None,
    overwrite: bool = False,
    read: Iterable[Path] = (),
) -> Path:
    """Return the path to write for `path`: the file that a link leads to, so that the link stays.

    What `is_ours` does not know is somebody else's, and kept but to `overwrite` it; an empty file is nobody's. What is
    made from files is never one of those `read`. Raises TargetError where nothing may be written, and OSError where
    that cannot be told.
    """
    end = end_of_links(path)
    if end != path:
        refuse_the_machine(path)
    if any(_is_same(end, each) for each in read):
        raise TargetError(path, "what is to be written is made from this file; take another name")
    try:
        status = end.lstat()
    except (FileNotFoundError, NotADirectoryError):
        _see_folder(path, end.parent)
        return end
    if stat.S_ISDIR(status.st_mode):
        raise TargetError(path, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise TargetError(path, "a device or a pipe is there; name a file")
    if not status.st_mode & 0o222 or not os.access(end, os.W_OK):
        raise TargetError(path, "the file there is protected from writing; take another name, or allow it: chmod u+w")
    if is_ours and not overwrite and status.st_size and not is_ours(end):
        why = "a file is there that nightcue did not make; take another name, or say --overwrite"
        raise TargetError(path, why)
    return end


def target_folder(path: Path) -> None:
    """Raise TargetError when the files of a folder cannot be written into `path`, or it cannot be made."""
    if path.exists() and not path.is_dir():
        raise TargetError(path, "it is a file, and a folder of that name is needed")
    _see_folder(path, end_of_links(path))


def is_folder(path: Path) -> bool:
    """Return whether there is a folder, or a link to one; False if that is not known, as of too long a name."""
    try:
        return path.is_dir()
    except OSError:
        return False


def end_of_links(path: Path) -> Path:
    """Return the end of the links that begin at `path`, or `path` if it is no link. Raises TargetError for a circle."""
    *_, end = _followed(path)
    return end


def refuse_the_machine(path: Path) -> None:
    """Raise TargetError when `path` is in a folder of the machine's devices, or leads through one."""
    for hop in _followed(path):
        real = Path(os.path.realpath(hop.parent)) / hop.name
        for folder in _MACHINE:
            if real.is_relative_to(folder):
                raise TargetError(path, f"it is in {folder}, where the machine has its devices; name a file")


def begins(pattern: re.Pattern[bytes]) -> Callable[[Path], bool]:
    """Return a way to know a file: by its beginning, which `pattern` has to match."""

    def is_known(path: Path) -> bool:
        with suppress(OSError), open_file(path) as file:
            return pattern.match(file.read(_BEGINNING)) is not None
        return False

    return is_known


def see_on_disk(file: BinaryIO) -> None:
    """Wait until what was written is on the disk, if it can say so. Raises OSError when it cannot be written."""
    file.flush()
    try:
        os.fsync(file.fileno())
    except OSError as problem:
        if problem.errno not in _NEVER_SYNCED:
            raise


def _followed(path: Path) -> Iterator[Path]:
    for _ in range(_MOST_LINKS):
        yield path
        try:
            path = path.parent / path.readlink()
        except OSError:  # no link
            return
    raise TargetError(path, "it is a link that leads back to itself")


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # not there, or writing it will say what is wrong with it
        return False


def _see_folder(path: Path, folder: Path) -> None:
    """Raise TargetError when nothing can be written in `folder`, or it is missing and cannot be made."""
    if path.is_symlink() and not folder.exists():
        # a disk that is not there just now, and its place must not be taken
        raise TargetError(path, f"it is a link into {folder}, and there is no such folder")
    there = next(above for above in (folder, *folder.absolute().parents) if above.exists())
    if not there.is_dir():
        raise TargetError(path, f"{there} is a file, and no folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise TargetError(path, f"nothing may be written in {there}")

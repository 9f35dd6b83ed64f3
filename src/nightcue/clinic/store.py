"""Where tracks and the manifest go: a folder, or any store that fsspec knows by its address, such as s3://clinic/tracks.

What is written is there whole or not at all: in a folder by renaming, elsewhere because a store takes a file at once.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from nightcue.audio.errors import OutputError
from nightcue.debugging import log
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.lock import only_one
from nightcue.storage.reading import read_file
from nightcue.storage.targets import begins, see_on_disk, target

PATIENCE = 90.0
"""Seconds for which a call that fails is tried again: a network that is cut for some seconds comes back."""
_FIRST_WAIT, _LONGEST_WAIT = 0.05, 5.0

_LOCKED = begins(re.compile(rb"age-encryption\.org/v1\n"))

T = TypeVar("T")


class Store(Protocol):
    """Files by name; a name may have folders before it, parted by /. Every call raises OutputError where it cannot."""

    def write(self, name: str, content: bytes, known: bool = False) -> None:
        """Write a file in place of an older one, which is ours where it is `known` to be, and else has to look so."""

    def read(self, name: str) -> bytes | None:
        """Return what is in a file; None where there is none."""

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Return the bytes of every file in the folder `prefix`, or of those beside it all, by name."""


def open_store(where: str) -> Store:
    """Return the store at a path or an address. Raises OutputError where there can be none."""
    if "://" not in where:
        return FolderStore(Path(where))
    import fsspec

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # of a cut network it tells by itself what is tried again
    try:
        files, root = fsspec.core.url_to_fs(where)
    except (ImportError, ValueError, OSError) as problem:
        raise OutputError(f"cannot open {where}: {problem}") from None
    return AddressedStore(where, files, root)


class FolderStore:
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def locked(self, name: str) -> AbstractContextManager[bool]:
        """Lock the file `name` while a block runs; it is told whether no other program has it. Raises OutputError."""
        path = self._folder / name
        self._tried("write", path, lambda: path.parent.mkdir(parents=True, exist_ok=True))
        return only_one(path)

    def write(self, name: str, content: bytes, known: bool = False) -> None:
        """Write a file beside, see it on the disk, and rename it."""
        path = self._folder / name

        def put() -> None:
            target(path, None if known else _is_ours).parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(path) as file:
                file.write(content)
                see_on_disk(file)

        self._tried("write", path, put)

    def read(self, name: str) -> bytes | None:
        """Return what is in a file; None where there is none."""
        path = self._folder / name
        try:
            return self._tried("read", path, lambda: read_file(path))
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        path = self._folder / name
        self._tried("delete", path, lambda: path.unlink(missing_ok=True))

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Return the bytes of every file in the folder `prefix`; empty where there is no such folder."""
        folder = self._folder / prefix

        def listed() -> dict[str, int]:
            return {f"{prefix}{path.name}": path.stat().st_size for path in folder.iterdir() if path.is_file()}

        try:
            return self._tried("read", folder, listed)
        except FileNotFoundError:
            return {}

    def _tried(self, what: str, path: Path, call: Callable[[], T]) -> T:
        try:
            return call()
        except FileNotFoundError:
            raise
        except OSError as problem:
            raise OutputError(f"cannot {what} {path}: {problem.strerror or problem}") from problem


class AddressedStore:
    """A store that is reached over a network, or another that fsspec knows; what fails is tried again for a while."""

    def __init__(self, where: str, files: Any, root: str) -> None:
        self._where, self._files, self._root = where.rstrip("/"), files, root.rstrip("/")

    def write(self, name: str, content: bytes, known: bool = False) -> None:  # noqa: ARG002 - told apart by the name
        """Hand over a whole file at once."""
        self._tried("write", name, lambda path: self._files.pipe_file(path, content))

    def create(self, name: str, content: bytes) -> bool:
        """Write a file where there is none, and return whether that was so: by one call, where the store has one."""

        def put(path: str) -> bool:
            try:
                self._files.pipe_file(path, content, mode="create")
            except FileExistsError:
                return False
            except (TypeError, NotImplementedError):
                if self._files.exists(path):
                    return False
                self._files.pipe_file(path, content)
            return True

        return self._tried("write", name, put)

    def read(self, name: str) -> bytes | None:
        """Return what is in a file; None where there is none."""
        try:
            return bytes(self._tried("read", name, self._files.cat_file))
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        try:
            self._tried("delete", name, self._files.rm_file)
        except FileNotFoundError:
            return

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Return the bytes of every file in the folder `prefix`; empty where there is no such folder."""

        def listed(path: str) -> list[dict[str, Any]]:
            self._files.invalidate_cache()
            return list(self._files.ls(path.rstrip("/"), detail=True))

        try:
            found = self._tried("read", prefix, listed)
        except FileNotFoundError:
            return {}
        return {f"{prefix}{each['name'].rpartition('/')[2]}": each["size"] for each in found if each["type"] == "file"}

    def _tried(self, what: str, name: str, call: Callable[[str], T]) -> T:
        """Return what `call` does with the path of `name`, tried again as long as PATIENCE lasts."""
        wait, until = _FIRST_WAIT, time.monotonic() + PATIENCE
        while True:
            try:
                return call(f"{self._root}/{name}")
            except (FileNotFoundError, PermissionError) as problem:
                if isinstance(problem, FileNotFoundError) and what != "write":
                    raise
                raise OutputError(f"cannot {what} {self._where}/{name}: {problem}") from problem
            except Exception as problem:  # each kind of store raises its own
                if time.monotonic() + wait > until:
                    raise OutputError(f"cannot {what} {self._where}/{name}: {problem}") from problem
                log("%s %s/%s is tried again: %s", what, self._where, name, problem)
            time.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)


def _is_ours(path: Path) -> bool:
    """Return whether a run may have written the file at `path`: a track, one that is encrypted, or a manifest."""
    from nightcue.audio.tags import ours

    if path.suffix == ".jsonl":
        return True
    return _LOCKED(path) if path.suffix == ".age" else ours.is_ours(path)

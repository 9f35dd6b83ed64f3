"""What is kept on disk so that it need not be made again: bytes under a key, each in a file of its own."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from nightcue.audio.room import keep_within_limit
from nightcue.audio.whole_file import remove_abandoned, whole_file
from nightcue.storage.folders import platform_folder
from nightcue.storage.reading import read_file

_MAGIC = b"nightcue kept 2\n"
_DIGEST_BYTES = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Return the folder of all that is kept: $NIGHTCUE_CACHE, or else the platform's cache folder for nightcue."""
    chosen = os.environ.get("NIGHTCUE_CACHE")
    if chosen:
        return Path(chosen)
    return platform_folder("cache")


class Store:
    """Bytes by key (hexadecimal digits), one file each; safe to share between threads and between programs.

    A file is a magic line, the SHA-256 of key and content, and the content; its time is that of its last use. `ending`
    is that of the file names. In the cache folder, all stores together are held to a limit (see room.py).
    """

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder = folder
        self.ending = ending
        self._tidied = False

    def path(self, key: str) -> Path:
        """Return the file of `key`, in one of 256 folders."""
        return self.folder / key[:2] / f"{key[2:]}.{self.ending}"

    def load(self, key: str) -> bytes | None:
        """Return what is kept under `key`; None when it is missing, damaged, or another key's."""
        path = self.path(key)
        try:
            entry = read_file(path)
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST_BYTES
        content = entry[start:]
        if entry[:start] != _MAGIC + _digest(key, content):
            return None
        with suppress(OSError):  # a folder that can only be read
            os.utime(path)
        return content

    def store(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`; where the folder cannot be written, do nothing."""
        path = self.path(key)
        entry = _MAGIC + _digest(key, content) + content
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not self._tidied:
                self._tidied = True
                remove_abandoned(self.folder)
            # parts lie in one folder, where the next program finds what a killed one left, and not in 256
            with whole_file(path, self.folder) as file:
                file.write(entry)
            if self.folder.parent == cache_folder():
                keep_within_limit(self.folder.parent, len(entry))


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + content).digest()

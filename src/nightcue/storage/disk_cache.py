"""The disk cache: bytes under a key, one file for each."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from nightcue.storage.atomic_file import atomic_file, remove_abandoned
from nightcue.storage.eviction import keep_within_limit
from nightcue.storage.paths import cache_folder
from nightcue.storage.reading import read_file

_MAGIC = b"nightcue kept 2\n"
_DIGEST_BYTES = hashlib.sha256().digest_size


class DiskCache:
    """Bytes by key (hexadecimal digits), one file each; safe to share between threads and between programs.

    A file is a magic line, the SHA-256 of key and content, and the content; its time is that of its last use. `ending`
    is that of the file names. In the cache folder, all disk caches together are held to a limit (see eviction.py).
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
            with atomic_file(path, self.folder) as file:
                file.write(entry)
            if self.folder.parent == cache_folder():
                keep_within_limit(self.folder.parent, len(entry))


def key_of(path: Path) -> str:
    """Return the key under which something is kept of the file at `path`."""
    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + content).digest()

"""The disk cache: bytes under a key, one file for each."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from nightcue.grounds import end, rests_on_entry
from nightcue.storage.atomic_file import atomic_file, remove_abandoned
from nightcue.storage.entries import entry_path, entry_with, read_entry
from nightcue.storage.eviction import keep_within_limit
from nightcue.storage.paths import cache_folder


class DiskCache:
    """Bytes by key (hexadecimal digits), one file each; safe to share between threads and between programs.

    What a file holds is in entries.py; its time is that of its last use. `ending` is that of the file names. In the
    cache folder, all disk caches together are held to a limit (see eviction.py).
    """

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder = folder
        self.ending = ending
        self._tidied = False

    def path(self, key: str) -> Path:
        """Return the file of `key`, in one of 256 folders."""
        return Path(entry_path(str(self.folder), key, self.ending))

    def load(self, key: str) -> bytes | None:
        """Return what is kept under `key`; None when it is missing, damaged, or another key's."""
        path = entry_path(str(self.folder), key, self.ending)
        rests_on_entry(path)
        content = read_entry(path, key)
        if content is None:
            return None
        with suppress(OSError):  # a folder that can only be read
            os.utime(path)
        return content

    def store(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`; where the folder cannot be written, do nothing."""
        end()  # what is kept once need not be kept every time
        path = self.path(key)
        entry = entry_with(key, content)
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

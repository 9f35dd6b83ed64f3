"""What is kept on disk so that it need not be made again: bytes under a key, each in a file of its own."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import platformdirs

_MAGIC = b"nightcue kept 2\n"
_DIGEST_BYTES = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Return the folder of all that is kept: $NIGHTCUE_CACHE, or else the platform's cache folder for nightcue."""
    chosen = os.environ.get("NIGHTCUE_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("nightcue")


class Store:
    """Bytes by key (hexadecimal digits), one file each; safe to share between threads and between programs.

    A file is a magic line, the SHA-256 of key and content, and the content. `ending` is that of the file names.
    """

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder = folder
        self.ending = ending

    def path(self, key: str) -> Path:
        """Return the file of `key`, in one of 256 folders."""
        return self.folder / key[:2] / f"{key[2:]}.{self.ending}"

    def load(self, key: str) -> bytes | None:
        """Return what is kept under `key`; None when it is missing, damaged, or another key's."""
        try:
            entry = self.path(key).read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST_BYTES
        content = entry[start:]
        return content if entry[:start] == _MAGIC + _digest(key, content) else None

    def store(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`; where the folder cannot be written, do nothing."""
        with suppress(OSError):
            _write_whole(self.path(key), _MAGIC + _digest(key, content) + content)


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + content).digest()


def _write_whole(path: Path, content: bytes) -> None:
    """Write `path` so that nobody ever reads half of it, and leave nothing behind on failure. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

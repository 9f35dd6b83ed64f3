"""The file of an entry of the disk cache: where it is, and what is in it. Nothing slow is imported here."""

from __future__ import annotations

import hashlib
import os

from nightcue.storage.reading import read_file

_MAGIC = b"nightcue kept 2\n"
_START = len(_MAGIC) + hashlib.sha256().digest_size


def entry_path(folder: str, key: str, ending: str) -> str:
    """Return the file of `key`, in one of 256 folders."""
    return os.path.join(folder, key[:2], f"{key[2:]}.{ending}")


def entry_with(key: str, content: bytes) -> bytes:
    """Return what the file of `key` has to hold: a magic line, the SHA-256 of key and content, and the content."""
    return _beginning(key, content) + content


def read_entry(path: str, key: str) -> bytes | None:
    """Return the content that the file of `key` holds; None when it is missing, damaged, or another key's."""
    try:
        entry = read_file(path)
    except OSError:
        return None
    content = memoryview(entry)[_START:]
    return bytes(content) if entry.startswith(_beginning(key, content)) else None


def _beginning(key: str, content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key.encode("ascii"))
    digest.update(content)
    return _MAGIC + digest.digest()

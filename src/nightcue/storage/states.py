"""What is at a path, told from what may be there another time. Nothing slow is imported here."""

from __future__ import annotations

import hashlib
import os

from nightcue.storage.reading import MOST, open_file


def state_of(path: str) -> str:
    """Return what is there: the digest of a file's content or of the names, sizes and times in a folder, or nothing."""
    try:
        if os.path.isdir(path):
            listed = sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in os.scandir(path) if e.is_file())
            return hashlib.sha256(repr(listed).encode("utf-8", "backslashreplace")).hexdigest()
        with open_file(path) as file:
            if (size := os.fstat(file.fileno()).st_size) > MOST:
                return f"{size} bytes"  # nothing that nightcue makes, or makes anything from
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "nothing"
    except OSError as problem:
        return f"cannot be read: {problem.errno}"


def names_in(folder: str) -> str:
    """Return the names of all that is in a folder, or why they cannot be known."""
    try:
        return repr(sorted(os.listdir(folder)))
    except OSError as problem:
        return f"cannot be read: {problem.errno}"

"""Writing files that only their owner can read."""

from __future__ import annotations

from pathlib import Path

from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.targets import see_on_disk


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, from the moment it is made; the old one stays until the new is whole.

    Raises OSError.
    """
    with atomic_file(path, mode=0o600) as file:
        file.write(content)
        see_on_disk(file)


def keep_private(path: Path, content: bytes) -> None:
    """Write such a file in a folder that only its owner may enter, made where it is not there. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, content)

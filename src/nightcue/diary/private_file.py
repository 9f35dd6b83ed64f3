"""Writing a file that only its owner can read."""

from __future__ import annotations

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, from the moment it is made; the old one stays until the new is whole.

    Raises OSError.
    """
    from nightcue.audio.whole_file import remove_abandoned, whole_file

    remove_abandoned(path.parent, path.name)
    with whole_file(path, mode=0o600) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

"""Writing a file that only its owner can read."""

from __future__ import annotations

from pathlib import Path

from nightcue.audio.whole_file import remove_abandoned, whole_file
from nightcue.storage.targets import end_of_links, see_on_disk


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, from the moment it is made; the old one stays until the new is whole.

    Raises OSError.
    """
    path = end_of_links(path)
    remove_abandoned(path.parent, path.name)
    with whole_file(path, mode=0o600) as file:
        file.write(content)
        see_on_disk(file)

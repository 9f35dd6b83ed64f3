"""Whether a file that a diary command is to write may be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def see_output(path: Path, is_ours: Callable[[Path], bool], overwrite: bool) -> None:
    """Raise NotKeptError when `path` may not be written; what is not ours is kept but to `overwrite` it."""
    from nightcue.diary.errors import NotKeptError
    from nightcue.diary.file import diary_path
    from nightcue.safety.profile_file import profile_path
    from nightcue.storage.targets import target

    try:
        target(path, is_ours, overwrite, read=(diary_path(), profile_path()))
    except OSError as problem:
        raise NotKeptError(f"{path}: cannot be written: {problem.strerror or problem}") from None

"""Whether there is a profile, without reading it."""

from __future__ import annotations

from pathlib import Path


def is_absent(path: Path) -> bool:
    """Tell whether no profile is there; a folder that may not be entered could hide one, so it is not absent."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False

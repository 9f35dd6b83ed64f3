"""Whether there is a profile, without reading it."""

from __future__ import annotations

from pathlib import Path

from nightcue.grounds import rests_on


def is_absent(path: Path) -> bool:
    """Tell whether no profile is there; a folder that may not be entered could hide one, so it is not absent."""
    rests_on(path)
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False

"""Where the profile is kept, and the one thing that is needed of it before anything else."""

from __future__ import annotations

import os
from pathlib import Path

from nightcue.storage.folders import platform_folder

LARGEST_PROFILE = 250_000
"""Bytes of a profile that is read."""


def profile_path() -> Path:
    """The profile's file, in the config folder of the platform, or in $NIGHTCUE_CONFIG."""
    own = os.environ.get("NIGHTCUE_CONFIG")
    return (Path(own) if own else platform_folder("config")) / "profile.yaml"


def is_absent(path: Path) -> bool:
    """Whether nothing is there; a folder that may not be entered could hide conditions, so it is not absent."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False

"""The folders that the platform has for what a person keeps, chooses and notes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

NOWHERE = Path(os.devnull) / "nightcue"
"""Where there is no home: nothing is there, nothing can be, and whoever writes is told so as of any other folder."""


def platform_folder(kind: Literal["cache", "config", "data"]) -> Path:
    """The platform's folder of that kind for nightcue, which may not be there; NOWHERE for who has no home."""
    import platformdirs

    try:
        return Path(getattr(platformdirs, f"user_{kind}_path")("nightcue"))
    except RuntimeError:
        return NOWHERE

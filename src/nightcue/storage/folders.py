"""Where the four folders are that hold everything of our own, as text.

Each is the platform's for its kind of thing unless a variable names another. Nothing else in nightcue reads these
variables, or asks platformdirs. Nothing slow is imported here.
"""

from __future__ import annotations

import os
import sys

_VARIABLES = {
    "cache": "NIGHTCUE_CACHE",
    "config": "NIGHTCUE_CONFIG",
    "data": "NIGHTCUE_DATA",
    "state": "NIGHTCUE_STATE",
    "voices": "NIGHTCUE_VOICES",
}
_BELOW_HOME = {"cache": ".cache", "config": ".config", "data": ".local/share", "state": ".local/state"}


def folder_of(kind: str) -> str | None:
    """Return the folder of a kind, of cache, config, data and state; None for who has no home."""
    return named_folder(kind) or platform_folder(kind)


def named_folder(kind: str) -> str | None:
    """Return the folder of a kind, or that of voices, that a variable names."""
    return os.environ.get(_VARIABLES[kind]) or None


def platform_folder(kind: str) -> str | None:
    """Return the platform's folder of a kind for nightcue, which may not be there; None for who has no home."""
    # what platformdirs does on Linux where a home is named, for it takes longer to load than a short command to answer
    if sys.platform == "linux" and not hasattr(sys, "getandroidapilevel") and "ANDROID_DATA" not in os.environ:
        named, home = os.environ.get(f"XDG_{kind.upper()}_HOME", ""), os.environ.get("HOME", "")
        if named.startswith("/"):
            return os.path.join(named, "nightcue")
        if home.startswith("/"):
            return os.path.join(home.rstrip("/") or "/", _BELOW_HOME[kind], "nightcue")
    import platformdirs

    try:
        return str(getattr(platformdirs, f"user_{kind}_dir")("nightcue"))
    except RuntimeError:
        return None

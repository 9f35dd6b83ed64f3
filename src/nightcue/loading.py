"""How a program of nightcue loads: what takes time at every start, and nothing comes of it, is left out."""

from __future__ import annotations

import atexit
import gc
import os

from nightcue.packages import put_off_metadata

_OFTEN = 400_000
"""Objects made since the last look for garbage; Python's own 700 look through every module again and again,
and one look costs a short command a twentieth of its time."""


def load_quickly() -> None:
    """Leave it out in this program."""
    gc.set_threshold(_OFTEN)
    atexit.register(gc.freeze)  # at the end Python looks through everything for garbage, and all of it goes anyway
    put_off_metadata()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through all packages for some

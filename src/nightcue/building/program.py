"""Which program this is: the version, Python, its own files, and the packages beside it. Nothing slow is imported."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec

from nightcue import __version__

_PACKAGE = os.path.dirname(os.path.dirname(__file__))


@cache
def program() -> str:
    """Return what this program is: when its own files were last changed, and the packages beside it, when first asked.

    What is made by a program whose files change while it runs is kept as the older one's, and not as the new one's.
    """
    click = find_spec("click")  # stands for all of them, and need not be loaded for it
    beside = os.path.dirname(os.path.dirname(click.origin or "")) if click else ""
    return f"{__version__}; {sys.version}; {_newest(_PACKAGE)}; {os.stat(beside).st_mtime_ns}"


def _newest(folder: str) -> int:
    """Return when any file in a folder, and in those within it, was last written."""
    newest = 0
    for entry in os.scandir(folder):
        try:
            if not entry.is_dir():
                newest = max(newest, entry.stat().st_mtime_ns)
            elif entry.name != "__pycache__":
                newest = max(newest, _newest(entry.path))
        except FileNotFoundError:  # an editor makes links to nowhere, and files that are gone a moment later
            continue
    return newest

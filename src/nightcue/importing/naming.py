"""The name of a routine that is made from a file."""

from __future__ import annotations

import re

from nightcue.letters import plain_letters

_MOST = 64


def name_for(stem: str) -> str:
    """Return a name that a routine can have on every disk, from that of a file without its ending."""
    words = re.findall(r"[a-z0-9]+", plain_letters(stem))
    return "-".join(words)[:_MOST].strip("-") or "imported"

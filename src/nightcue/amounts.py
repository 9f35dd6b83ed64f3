"""Times, sizes and counts, as a person reads and writes them."""

from __future__ import annotations

import re
from datetime import time

_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def clock(seconds: float, decimals: int = 0) -> str:
    """Return `seconds` as 1:02:03 or 2:03, rounded, with decimals of a second where wanted; never below zero."""
    units = 10**decimals
    whole, part = divmod(max(0, round(seconds * units)), units)
    hours, minutes, left = whole // 3600, whole % 3600 // 60, whole % 60
    shown = f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
    return f"{shown}.{part:0{decimals}}" if decimals else shown


def size(count: int) -> str:
    """Return `count` bytes in kB or MB."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def how_many(count: int, one: str, many: str | None = None) -> str:
    """Return `count` with what is counted, in English: `one`, or `many`, which is that with an s where not given."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def time_of_day(written: str) -> time | None:
    """Return the time of day that is written like 9:30 or 21:30, or None."""
    found = _TIME_OF_DAY.fullmatch(written.strip())
    return time(int(found[1]), int(found[2])) if found else None

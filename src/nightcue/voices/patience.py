"""Waiting for an engine, without counting the time in which this program was stopped itself, as Ctrl-Z does."""

from __future__ import annotations

from collections.abc import Callable

_STEP = 0.5
"""Seconds that are waited at a time: as many as a stop may count for, however long it was."""


def is_done_within(limit: float, wait: Callable[[float], bool]) -> bool:
    """Whether `wait`, which waits for so many seconds and says whether it is done, is so within `limit` seconds."""
    left = limit
    while left > 0:
        step = min(left, _STEP)
        if wait(step):
            return True
        left -= step
    return False

"""Lengths of time as the editor shows them."""

from __future__ import annotations


def about_minutes(seconds: float, tag: str) -> str:
    """Return `seconds`, to the nearest minute, as people of that language write it: 34 min; below one, 45 sec."""
    from babel.units import format_unit

    if seconds < 60:
        return str(format_unit(round(seconds), "second", "short", locale=tag))
    return str(format_unit(round(seconds / 60), "minute", "short", locale=tag))

"""Lengths of time as the editor shows them."""

from __future__ import annotations

from fractions import Fraction


def about_minutes(seconds: float, tag: str) -> str:
    """Return `seconds`, to the nearest minute, as people of that language write it: 34 min; below one, 45 sec."""
    from babel.units import format_unit

    if seconds < 60:
        return str(format_unit(round(seconds), "second", "short", locale=tag))
    return str(format_unit(round(seconds / 60), "minute", "short", locale=tag))


def exact_time(seconds: Fraction) -> str:
    """Return exactly these `seconds`, as a field for a duration shows them and reads them again: 1 min 30 s."""
    hours, minutes, left = int(seconds // 3600), int(seconds % 3600 // 60), seconds % 60
    parts = [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    if left or not parts:
        parts.append(f"{float(left):g} s")
    return " ".join(parts)

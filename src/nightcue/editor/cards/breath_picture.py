"""A breath as a picture of itself: a line that rises, stays, sinks and rests, as long as each part lasts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nicegui import ui

WIDTH, HEIGHT = 320, 72
"""Of the picture, in its own units."""
_MARGIN = 6
_BREATHS = 2
"""How many are drawn, so that one sees where the next begins."""


class BreathPicture:
    """The picture, made of numbers alone."""

    def __init__(self) -> None:
        picture = ui.element("svg").classes("nc-breath")
        picture.props["viewBox"] = f"0 0 {WIDTH} {HEIGHT}"
        picture.props["aria-hidden"] = "true"
        with picture:
            self._line = ui.element("polyline")
            self._line.props["points"] = ""

    def show(self, parts: Sequence[Fraction | None]) -> None:
        """Draw breaths of these parts: in, held, out and at rest, in seconds; nothing where one is not known."""
        known = [part for part in parts if part is not None]
        self._line.props["points"] = _points(known) if len(known) == len(parts) and any(known) else ""


def _points(parts: Sequence[Fraction]) -> str:
    """Return the corners of the line, from left to right."""
    length = sum(parts, Fraction(0)) * _BREATHS
    low, high = HEIGHT - _MARGIN, _MARGIN
    heights = [high, high, low, low]
    time, corners = Fraction(0), [(0.0, low)]
    for _ in range(_BREATHS):
        for seconds, height in zip(parts, heights, strict=True):
            time += seconds
            corners.append((float(time / length) * WIDTH, height))
    return " ".join(f"{x:.1f},{y}" for x, y in corners)

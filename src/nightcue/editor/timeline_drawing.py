"""The timeline of a routine, drawn under its cards."""

from __future__ import annotations

from nightcue.editor.open_routine import Window


def draw(window: Window) -> None:
    """Draw the timeline of the routine in `window`."""

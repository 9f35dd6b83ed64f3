"""The steps of a routine as cards, one for each."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.open_routine import Window


def draw(window: Window) -> None:
    """Draw the list of steps of the routine in `window`."""
    for step in window.routine.document.value(("steps",)) or []:
        ui.label(str(step))

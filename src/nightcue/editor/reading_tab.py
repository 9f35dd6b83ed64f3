"""The texts of one's own that somebody is to read, one by one."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.open_routine import Window


def draw(window: Window) -> None:
    """Draw what is to be read of the routine in `window`."""
    ui.label(window.words("reading.nothing"))

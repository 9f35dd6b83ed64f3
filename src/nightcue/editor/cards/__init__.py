"""The steps of a routine as cards."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from nightcue.editor.cards.panel import Panel
from nightcue.editor.open_routine import BrowserWindow

_STYLE = Path(__file__).with_name("cards.css")


def draw(window: BrowserWindow) -> None:
    """Draw a card for each step of the routine in `window`."""
    ui.add_css(_STYLE.read_text(encoding="utf-8"))
    with ui.column().classes("nc-steps"):
        Panel(window)

"""The dials: what most people change in a routine, and nothing else."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.boots_dial import BootsDial
from nightcue.editor.found_list import draw_found
from nightcue.editor.listener_dial import draw_listener
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.speaking_dials import draw_speaking
from nightcue.editor.styling import heading
from nightcue.editor.variable_dial import VariableDial, is_dial

BOOTS = "boots"
"""The variable that says how long the compression boots run."""


def draw(window: BrowserWindow) -> None:
    """Draw the dials of the routine in `window`: its variables, who listens, and how it is spoken."""
    shown: list[str] = []

    def names() -> list[str]:
        variables = window.routine.document.value(("vars",))
        return [name for name in variables if is_dial(window, name)] if isinstance(variables, dict) else []

    def draw_variables() -> None:
        shown[:] = names()
        with column:
            for name in shown:
                (BootsDial if name == BOOTS else VariableDial)(window, name)

    def look_again() -> None:
        if names() != shown:
            column.clear()
            draw_variables()

    with ui.column().classes("nc-dials"):
        column = ui.column().classes("nc-dials")
        draw_variables()
        draw_found(window)
        heading(window.words("dials.who"), 2)
        draw_listener(window)
        draw_speaking(window)
    window.on_text(look_again)

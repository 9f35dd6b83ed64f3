"""The dials: what most people change in a routine, and nothing else."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.open_routine import Window


def draw(window: Window) -> None:
    """Draw the dials of the routine in `window`."""
    variables = window.routine.document.value(("vars",)) or {}
    for name, value in variables.items():
        ui.label(f"{name}: {value}")

"""The dial of the compression boots, which can be left out altogether."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.boots_lines import BootsLines
from nightcue.editor.boots_part import boots_part, put_back, take_out
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.variable_dial import VariableDial


class BootsDial(VariableDial):
    """A dial of minutes, and whether the boots are there at all."""

    def __init__(self, window: BrowserWindow, name: str) -> None:
        self._with = ui.checkbox(window.words("dials.with_boots")).classes("nc-check")
        self._with.on_value_change(lambda event: self._turn(bool(event.value)))
        self._lines = BootsLines(window)
        super().__init__(window, name)

    def show(self) -> None:
        """Show what the text says now; without the boots, there is nothing to set."""
        super().show()
        part = boots_part(self._window.routine.document)
        is_out = part is not None and part.is_out
        self._with.set_visibility(part is not None)
        self._with.set_value(not is_out)
        self._group.set_visibility(not is_out)
        self._lines.show(is_out)

    def _turn(self, wanted: bool) -> None:
        part = boots_part(self._window.routine.document)
        if part is not None and part.is_out == wanted:
            self._window.change(lambda document: (put_back if wanted else take_out)(document, part))

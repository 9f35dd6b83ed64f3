"""What is in an included part, on the card that includes it; to be changed, its steps are copied into the routine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nicegui import ui

from nightcue.document.parts import copy_in, part_at
from nightcue.editor.cards.fields.lines_field import text_of
from nightcue.editor.cards.one_line import OneLine
from nightcue.editor.cards.placed import Placed, placed_steps

if TYPE_CHECKING:
    from nightcue.editor.cards.card import Card


_FIRST_IN_LINE = "lines"
_TEXTS = (_FIRST_IN_LINE, "setup", "start", "say", "stop")
"""The fields whose texts are shown below the line of a step; the first of the lines is in that line already."""


class PartShown:
    """The steps of a part, a line for each."""

    def __init__(self, card: Card) -> None:
        """Draw them where elements are being drawn."""
        self._card = card
        self._shown: object = None
        self._place = ui.column().classes("nc-field-wide")
        self.refresh()

    def refresh(self) -> None:
        """Show the steps of the part that is named now."""
        panel = self._card.panel
        editing = panel.editing
        part = part_at(editing.document, self._card.placed.path)
        shown = (part, panel.variables)
        if shown == self._shown:
            return
        self._shown = shown
        self._place.clear()
        if part is None:
            return
        variables = {**part.variables, **(panel.variables if isinstance(panel.variables, dict) else {})}
        say = OneLine(editing.said, editing.labels, variables)
        with self._place:
            ui.label(editing.said("cards.part")).classes("nc-name")
            _draw_steps(placed_steps(part.steps), say)
            ui.button(editing.said("cards.copy_in"), on_click=self._copy_in).props("no-caps outline")

    def _copy_in(self) -> None:
        path, panel = self._card.placed.path, self._card.panel
        editing = panel.editing
        if editing.change(lambda document: copy_in(document, path)):
            editing.status.say(editing.said("cards.copied_in"))
            panel.cards[path].focus()


def _draw_steps(steps: list[Placed], say: OneLine) -> None:
    with ui.element("ul").classes("nc-part"):
        for step in steps:
            with ui.element("li"):
                amounts = say.amounts(step)
                ui.label(say.full(step) + (f" · {amounts}" if amounts else "")).classes("nc-name")
                for text in _texts(step, say):
                    ui.label(text)
                if step.inner:
                    _draw_steps(step.inner, say)


def _texts(step: Placed, say: OneLine) -> Iterator[str]:
    """Yield the lines of a step that its own line does not show."""
    for name in _TEXTS:
        written = step.value_of(name) if step.kind else None
        lines = written if isinstance(written, list) else [] if written is None else [written]
        for number, line in enumerate(lines):
            if number or name != _FIRST_IN_LINE:
                yield say.filled(text_of(line))

"""What is in an included part, on the card that includes it; to be changed, its steps are copied into the routine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from nightcue.document.parts import copy_in, part_at
from nightcue.editor.cards.one_line import OneLine
from nightcue.editor.cards.placed import placed_steps

if TYPE_CHECKING:
    from nightcue.editor.cards.card import Card


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
            with ui.element("ul").classes("nc-part"):
                for step in placed_steps(part.steps):
                    amounts = say.amounts(step)
                    TextElement(tag="li", text=say.full(step) + (f" · {amounts}" if amounts else ""))
            ui.button(editing.said("cards.copy_in"), on_click=self._copy_in).props("no-caps outline")

    def _copy_in(self) -> None:
        path = self._card.placed.path
        editing = self._card.panel.editing
        if editing.change(lambda document: copy_in(document, path)):
            editing.status.say(editing.said("cards.copied_in"))

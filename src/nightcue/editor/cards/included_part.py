"""An included part in its card: what is in it, to be read, and the button that makes it one's own to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from nightcue.document.parts import Part, part_at
from nightcue.editor.cards.fields.lines_field import text_of
from nightcue.editor.cards.one_line import OneLine
from nightcue.editor.cards.placed import Placed, placed_steps
from nightcue.editor.styling import named

if TYPE_CHECKING:
    from nightcue.editor.cards.card import Card

_TEXTS = ("lines", "setup", "start", "say", "stop")
"""The fields whose texts are shown below the line of a step, in the order in which they are heard."""


class IncludedPart:
    """The steps of the part that a card includes, kept as its file is named."""

    def __init__(self, card: Card) -> None:
        self._card, self._said = card, card.panel.editing.said
        self._shown: Any = None
        with ui.column().classes("nc-field-wide"):
            self._steps = ui.element("ol").classes("nc-part")
            self._own = ui.button(self._said("cards.make_own"), on_click=self._make_own).props("no-caps outline")
            self._how = ui.label(self._said("cards.make_own_how")).classes("nc-said nc-help")
        named(self._steps, self._said("cards.inside_named", title=card.panel.one_line.full(card.placed)))
        self.refresh()

    def refresh(self) -> None:
        """Show what is in the part that is named now."""
        panel = self._card.panel
        part = part_at(panel.editing.document, self._card.placed.path)
        shown = (part, panel.variables)
        if shown == self._shown:
            return
        self._shown = shown
        self._steps.clear()
        for element in (self._own, self._how):
            element.set_visibility(part is not None)
        if part:
            self._draw(part)

    def _draw(self, part: Part) -> None:
        panel = self._card.panel
        own = panel.variables if isinstance(panel.variables, dict) else {}
        one_line = OneLine(self._said, panel.editing.labels, {**part.variables, **own})
        with self._steps:
            for step in placed_steps(part.steps):
                _draw_step(step, one_line)

    def _make_own(self) -> None:
        self._card.panel.make_own(self._card)


def _draw_step(step: Placed, one_line: OneLine) -> None:
    with ui.element("li"):
        TextElement(tag="span", text=one_line.full(step)).classes("nc-name")
        TextElement(tag="span", text=one_line.amounts(step)).classes("nc-amounts")
        for text in _texts(step, one_line):
            ui.label(text)
        if step.inner:
            with ui.element("ol").classes("nc-part"):
                for inner in step.inner:
                    _draw_step(inner, one_line)


def _texts(step: Placed, one_line: OneLine) -> Iterator[str]:
    """Yield the lines of a step that its own line does not show."""
    for name in _TEXTS:
        written = step.value_of(name) if step.kind else None
        lines = written if isinstance(written, list) else [] if written is None else [written]
        for number, line in enumerate(lines):
            if number or name != "lines":
                yield one_line.filled(text_of(line))

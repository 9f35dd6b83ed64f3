"""A list to choose from that the browser draws itself, as every screen reader and every phone knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

from nightcue.editor.cards.fields.boxes import label_above


class Select:
    """A label above a list of choices; `chosen` is called with the value of the one that somebody chooses."""

    def __init__(self, label: str, options: Mapping[str, str], chosen: Callable[[str], object]) -> None:
        self._chosen = chosen
        self._known = dict(options)
        above = label_above(label)
        self._element = ui.element("select").classes("nc-select")
        above.props["for"] = self._element.html_id
        with self._element:
            for value, shown in options.items():
                _option(value, shown)
        self._element.on("change", self._changed, js_handler="(event) => emit(event.target.value)")

    def choose(self, value: str) -> None:
        """Show `value` as chosen; one that is none of the choices is shown as it is written."""
        if value not in self._known:
            self._known[value] = value
            with self._element:
                _option(value, value)
        self._element.props["value"] = value

    def _changed(self, event: GenericEventArguments) -> None:
        value = str(event.args)
        if value in self._known:
            self._element.props["value"] = value
            self._chosen(value)


def _option(value: str, shown: str) -> None:
    TextElement(tag="option", text=shown).props["value"] = value

"""Fields for one text, and for a number."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from nightcue.editor.cards.fields.boxes import label_above, short_box, text_box
from nightcue.editor.cards.fields.field import OneValue
from nightcue.editor.cards.placed import CHAPTER
from nightcue.editor.hear_buttons import hear_line
from nightcue.editor.styling import named


class TextField(OneValue):
    """One text, which grows as it gets longer."""

    def draw(self) -> None:
        """Draw the box to type in."""
        with ui.column().classes("nc-field nc-field-wide"):
            self._box = text_box(label_above(self.label.label), self.write_or_leave_out)
            if self.shape.takes == "text" and self.spot.path()[-1] != CHAPTER:  # its title is only shown
                hear_line(self.spot.editing.window, self.spot.path)
            self.explain()
            self.draw_dial()

    def show(self) -> None:
        """Show the text; a list or a mapping in its place can be changed as YAML alone."""
        is_text = isinstance(self.spot.value, str | None)
        self._box.set_enabled(is_text)
        self._box.set_value(self.shown if is_text else self.said("cards.only_yaml"))
        self.show_dial()


class NumberField(OneValue):
    """A whole number."""

    def draw(self) -> None:
        """Draw the box to type in, with a button for one less and one for one more."""
        with ui.column().classes("nc-field"):
            above = label_above(self.label.label)
            with ui.row().classes("nc-number"):
                self._box = short_box(above, self.write_or_leave_out).props("inputmode=numeric")
                for sign, by, words in (("−", -1, "cards.one_less"), ("+", 1, "cards.one_more")):
                    button = ui.button(sign, on_click=partial(self._step, by)).props("outline")
                    named(button, self.said(words, label=self.label.label))
            self.explain()
            self.draw_dial()

    def show(self) -> None:
        """Show the number; one that is left out as what it is then."""
        self._box.set_value(self.shown or ("" if self.shape.default is None else str(self.shape.default)))
        self.show_dial()

    def _step(self, by: int) -> None:
        try:
            number = int(str(self._box.value))
        except ValueError:
            return
        least, most = self.shape.least, self.shape.most
        number = max(number + by, least if least is not None else number + by)
        self._box.set_value(str(min(number, most if most is not None else number)))

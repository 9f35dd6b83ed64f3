"""Fields to choose from: one word out of a few, which sides, yes or no."""

from __future__ import annotations

from typing import Any

from nicegui import ui

from nightcue.editor.cards.fields.field import Field, OneValue
from nightcue.editor.cards.fields.select import Select

LEFT_OUT = ""


class ChoiceField(OneValue):
    """One word out of a few."""

    def draw(self) -> None:
        """Draw the words, each as it is called."""
        with ui.column().classes("nc-field"):
            self._select = Select(self.label.label, self.options(), self._chosen)
            self.explain()
            self.draw_dial()

    def options(self) -> dict[str, str]:
        """Return what can be chosen, by what is written for it."""
        named = {word: self.label.choices[word] for word in self.shape.words}
        can_be_left_out = not self.shape.is_needed and self.shape.default is None
        return {LEFT_OUT: self.said("cards.not_said"), **named} if can_be_left_out else named

    def show(self) -> None:
        """Show what is chosen; one that is left out as what it is then."""
        self._select.choose((self.shown or self.shape.default or LEFT_OUT).strip().lower())
        self.show_dial()

    def _chosen(self, word: str) -> None:
        self.write_or_leave_out(word)


class SidesField(Field):
    """The sides, one after the other."""

    def draw(self) -> None:
        """Draw the ways to do the sides."""
        with ui.column().classes("nc-field"):
            self._select = Select(self.label.label, self.label.choices, self._chosen)
            self.explain()

    def show(self) -> None:
        """Show which sides are chosen; left out, it is both at once."""
        self._select.choose(_as_choice(self.spot.value))

    def _chosen(self, choice: str) -> None:
        sides: Any = choice.strip("[]").split(", ") if choice.startswith("[") else choice
        self.change(lambda document: document.set_data(self.spot.path(), sides))


def _as_choice(written: Any) -> str:
    """Return the choice that stands for what is written, which may be a list of one side."""
    if written is None:
        return "none"
    sides = [str(side).lower() for side in written] if isinstance(written, list) else [str(written).lower()]
    return sides[0] if len(sides) == 1 else f"[{', '.join(sides)}]"


class YesNoField(OneValue):
    """Yes or no."""

    YES = ("true", "yes", "on")

    def draw(self) -> None:
        """Draw the switch."""
        with ui.column().classes("nc-field"):
            self._switch = ui.switch(self.label.label, on_change=lambda event: self._switched(bool(event.value)))
            self.explain()
            self.draw_dial()

    def show(self) -> None:
        """Show what is written; one that is left out as what it is then."""
        self._switch.set_value(self.shown.lower() in self.YES if self.shown else bool(self.shape.default))
        self.show_dial()

    def _switched(self, on: bool) -> None:
        self.write("true" if on else "false")

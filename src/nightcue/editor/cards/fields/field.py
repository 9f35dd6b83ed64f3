"""What every field of a card has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nicegui import ui

from nightcue.editor.cards.shapes import Shape
from nightcue.editor.cards.spot import Change, Spot
from nightcue.editor.variable_dial import dial_name
from nightcue.language.labels import Label
from nightcue.language.variables import lone_variable

_NOTHING_YET = object()


class Field(ABC):
    """A field that shows what is written at its spot, and writes what is put into it."""

    def __init__(self, spot: Spot, label: Label, shape: Shape) -> None:
        self.spot, self.label, self.shape = spot, label, shape
        self.said = spot.editing.said
        self._known: Any = _NOTHING_YET
        self._is_showing = False
        self.draw()
        self.refresh()

    @abstractmethod
    def draw(self) -> None:
        """Draw the elements of the field."""

    @abstractmethod
    def show(self) -> None:
        """Show what is written now."""

    def seen(self) -> Any:
        """Return everything that the field depends on."""
        return self.spot.value

    def refresh(self) -> None:
        """Show what is written, unless that is what this field wrote or showed last: somebody may be typing in it."""
        seen = self.seen()
        if seen == self._known:
            return
        self._known = seen
        with self._showing():
            self.show()

    def change(self, change: Change) -> None:
        """Make a change that somebody made in this field; nothing while the field itself is only showing something."""
        if not self._is_showing and not self.spot.editing.change(change, self._remember):
            self._known = _NOTHING_YET  # what is written is shown again as soon as it can be read
            if self.spot.editing.document.is_yaml:
                self.refresh()

    def write(self, text: str) -> None:
        """Write one value."""
        self.change(lambda document: document.set_value(self.spot.path(), text))

    def leave_out(self) -> None:
        """Take the field out of the file, and what it was alone in."""
        self.change(lambda document: document.remove(self.spot.path()))

    def explain(self) -> None:
        """Draw the sentence that explains the field."""
        ui.label(self.label.help).classes("nc-said nc-help")

    def _remember(self) -> None:
        self._known = self.seen()

    @contextmanager
    def _showing(self) -> Iterator[None]:
        self._is_showing = True
        try:
            yield
        finally:
            self._is_showing = False


class OneValue(Field):
    """A field of one value, which may be tied to a dial: then it shows the dial's value, and changes it."""

    def seen(self) -> Any:
        """Return what is written, and the value of the dial."""
        name = self.dial
        return self.spot.value, name and self.spot.variable(name)

    @property
    def dial(self) -> str | None:
        """The name of the dial that this field is tied to."""
        written = self.spot.value
        name = lone_variable(written) if isinstance(written, str) else None
        return name if name and self.spot.variable(name) is not None else None

    @property
    def shown(self) -> str:
        """What is written here, or as the value of the dial; nothing where it is left out or is no one value."""
        written = self.spot.variable(self.dial) if self.dial else self.spot.value
        return written if isinstance(written, str) else ""

    def write(self, text: str) -> None:
        """Write the value here, or as that of the dial."""
        path = ("vars", self.dial) if self.dial else self.spot.path()
        self.change(lambda document: document.set_value(path, text))

    def write_or_leave_out(self, text: str) -> None:
        """Write the value; leave the field out where it is empty and may be left out."""
        if text or self.shape.is_needed or self.dial:
            self.write(text)
        elif self.spot.value is not None:
            self.leave_out()

    def draw_dial(self) -> None:
        """Draw the line that names the dial, and the button that cuts the field loose from it."""
        with ui.row().classes("nc-from-dial") as self._dial_row:
            self._dial_name = ui.label().classes("nc-said")
            ui.button(self.said("cards.cut_loose"), on_click=self._cut_loose).props("no-caps flat dense")

    def show_dial(self) -> None:
        """Show the name of the dial, if there is one."""
        self._dial_row.set_visibility(self.dial is not None)
        name = dial_name(self.spot.editing.window, self.dial) if self.dial else ""
        self._dial_name.set_text(self.said("cards.from_dial", name=name))

    def _cut_loose(self) -> None:
        value = self.shown
        self.change(lambda document: document.set_value(self.spot.path(), value))
        self.show_dial()

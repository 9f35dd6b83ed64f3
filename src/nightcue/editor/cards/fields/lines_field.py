"""A field of lines to speak, each a box of its own, and each for both forms or for the full one alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from nicegui import ui

from nightcue.document.tree import Path_
from nightcue.editor.cards.fields.boxes import label_above, text_box
from nightcue.editor.cards.fields.field import Field
from nightcue.editor.hear_buttons import hear_line
from nightcue.editor.styling import named

FULL = "full"


class LinesField(Field):
    """One line or several."""

    def draw(self) -> None:
        """Draw the box of every line, and the button for one more."""
        with ui.column().classes("nc-field nc-field-wide").props("role=group") as group:
            named(group, self.label.label)
            ui.label(self.label.label).classes("nc-name")
            self.explain()
            self._rows = ui.column().classes("nc-lines")
            ui.button(self.said("cards.add_line"), on_click=self._add).props("no-caps flat icon=add")
        self._boxes: list[_LineBox] = []
        self._has_new = False

    def show(self) -> None:
        """Show the lines, and the box of a new one; the boxes stay, so that whoever types in one stays in it."""
        lines = [*self.lines, *([""] if self._has_new else [])]
        while len(self._boxes) > len(lines):
            self._boxes.pop().row.delete()
        with self._rows:
            while len(self._boxes) < len(lines):
                self._boxes.append(_LineBox(self, len(self._boxes)))
        for box, line in zip(self._boxes, lines, strict=True):
            box.show(line, can_remove=len(lines) > 1 or not self.shape.is_needed)

    @property
    def lines(self) -> list[Any]:
        """The lines as they are written: each a text, or a mapping with the text of the full form."""
        written = self.spot.value
        if written is None:
            return []
        return list(written) if isinstance(written, list) else [written]

    @property
    def can_be_for_full_form(self) -> bool:
        """Whether a line may be marked as for the full form alone."""
        return self.shape.takes == "lines"

    def text_typed(self, number: int, text: str) -> None:
        """Write the text of one line in the place of what it was."""
        lines = self.lines
        if number == len(lines):
            self._has_new = False
            self._write([*lines, text])
            return
        where = self.path_of(number)
        where = (*where, FULL) if isinstance(lines[number], dict) else where
        self.change(lambda document: document.set_value(where, text))

    def path_of(self, number: int) -> Path_:
        """Return where one line is."""
        return (*self.spot.path(), number) if isinstance(self.spot.value, list) else self.spot.path()

    def marked(self, number: int, only_full: bool) -> None:
        """Mark a line as for the full form alone, or take the mark away; a new one is marked once it has a text."""
        if number == len(self.lines):
            return
        text = text_of(self.lines[number])
        self._write([*self.lines[:number], {FULL: text} if only_full else text, *self.lines[number + 1 :]])

    def remove(self, number: int) -> None:
        """Take a line out; the field with its last line."""
        if number == len(self.lines):
            self._has_new = False
            self._show_anew()
            return
        rest = [*self.lines[:number], *self.lines[number + 1 :]]
        if rest:
            self._write(rest)
        else:
            self.leave_out()
        self._show_anew()

    def _add(self) -> None:
        """Draw the box of a new line, which is written once something is typed in it."""
        self._has_new = True
        self._show_anew()
        self._boxes[-1].box.run_method("focus")

    def _write(self, lines: list[Any]) -> None:
        self.change(lambda document: document.set_lines(self.spot.path(), lines))

    def _show_anew(self) -> None:
        with self._showing():
            self.show()


def text_of(line: Any) -> str:
    """Return the text of a line."""
    text = line.get(FULL, "") if isinstance(line, dict) else line
    return text if isinstance(text, str) else ""


class _LineBox:
    """The box of one line."""

    def __init__(self, field: LinesField, number: int) -> None:
        said = field.said
        with ui.column().classes("nc-spoken") as self.row:
            self.box = text_box(label_above(said("cards.line", number=number + 1)), partial(field.text_typed, number))
            with ui.row().classes("nc-spoken-tools"):
                hear_line(field.spot.editing.window, lambda: field.path_of(number))
                self._full = ui.switch(
                    field.spot.editing.labels.fields["line"][FULL].label,
                    on_change=lambda event: field.marked(number, bool(event.value)),
                )
                self._full.set_visibility(field.can_be_for_full_form)
                self._remove = ui.button(said("cards.remove_line"), on_click=lambda: field.remove(number))
                named(self._remove.props("no-caps flat dense"), said("cards.remove_line_named", number=number + 1))

    def show(self, line: Any, can_remove: bool) -> None:
        """Show the text of the line, and whether it is marked."""
        self.box.set_value(text_of(line))
        self._full.set_value(isinstance(line, dict))
        self._remove.set_visibility(can_remove)

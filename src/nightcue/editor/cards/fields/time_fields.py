"""Fields for a length of time: as people write it, and those that a tap may end."""

from __future__ import annotations

from fractions import Fraction

from nicegui import ui

from nightcue.document.nodes import Data
from nightcue.document.tree import Path_
from nightcue.editor.amounts import shown_time
from nightcue.editor.cards.fields.boxes import label_above, short_box
from nightcue.editor.cards.fields.field import Field, OneValue
from nightcue.editor.cards.spot import Spot
from nightcue.language.duration_slips import duration_as_said
from nightcue.language.durations import in_short
from nightcue.language.until_tap import AT_MOST, WAIT


class TimeField(OneValue):
    """A length of time, typed as people write it: 25, 25 s, 1:30 or half a minute."""

    def draw(self) -> None:
        """Draw the box to type in."""
        with ui.column().classes("nc-field"):
            self._box = short_box(label_above(self.label.label), self._typed)
            self._box.on("blur", self._tidy)
            self.explain()
            self.draw_dial()

    def show(self) -> None:
        """Show the time; one that is left out as what it is then."""
        default = self.shape.default
        seconds = duration_as_said(self.shown) if self.shown else default
        self._box.set_value(shown_time(seconds, self.said.tag) if isinstance(seconds, Fraction) else self.shown)
        self.show_dial()

    def _typed(self, typed: str) -> None:
        seconds = duration_as_said(typed)
        self.write_or_leave_out(typed if seconds is None else in_short(seconds))

    def _tidy(self) -> None:
        with self._showing():
            self.show()


class WindowField(Field):
    """A length of time that may end at a tap before."""

    def draw(self) -> None:
        """Draw the box to type in, and the switch that lets a tap end it."""
        said = self.spot.editing.labels.fields["window"][WAIT]
        with ui.column().classes("nc-field"):
            self._time = TimeField(Spot(self.spot.editing, self._path_of_time), self.label, self.shape)
            self._waits = ui.switch(said.label, on_change=lambda event: self._switched(bool(event.value)))

    def show(self) -> None:
        """Show the time, and whether a tap ends it."""
        self._waits.set_value(isinstance(self.spot.value, dict))
        self._time.refresh()

    def refresh(self) -> None:
        """Show what is written; the time may be a dial's, which is written elsewhere."""
        super().refresh()
        self._time.refresh()

    def _path_of_time(self) -> Path_:
        written = self.spot.value
        key = next((key for key in (WAIT, AT_MOST) if isinstance(written, dict) and key in written), None)
        return (*self.spot.path(), key) if key else self.spot.path()

    def _switched(self, waits: bool) -> None:
        written = self.spot.editing.document.value(self._path_of_time())
        if not isinstance(written, str):
            written = in_short(self.shape.default or Fraction(5))
        data: Data = {WAIT: written} if waits else written
        self.change(lambda document: document.set_data(self.spot.path(), data))

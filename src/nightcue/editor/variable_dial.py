"""One dial: a variable with its name, how much is usual, and less and more of it."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.amounts import shown_amount, shown_usual
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.reason import Reason
from nightcue.editor.styling import named
from nightcue.editor.typed_box import TypedLine
from nightcue.editor.variables import Amount, amount_of, comment_of, typed_amount, usual_of


def is_dial(window: BrowserWindow, name: str) -> bool:
    """Return whether a variable is worth an amount, and not a text."""
    value = window.routine.document.value(("vars", name))
    return isinstance(value, str) and amount_of(value) is not None


def dial_name(window: BrowserWindow, name: str) -> str:
    """Return what the dial of a variable is called."""
    document = window.routine.document
    return window.words.variable(name) or _first_words(comment_of(document, name)) or name


class VariableDial:
    """A dial that shows what a variable is worth, and sets it."""

    def __init__(self, window: BrowserWindow, name: str) -> None:
        self._window, self._name, said = window, name, window.words
        self._shown: Amount | None = None
        self._nearest: Amount | None = None
        self._label = dial_name(window, name)
        with ui.column().classes("nc-dial").props("role=group") as self._group:
            named(self._group, self._label)
            with ui.row().classes("nc-dial-row"):
                with ui.column().classes("nc-grow"):
                    ui.label(self._label).classes("nc-name")
                    self._usual = ui.label().classes("nc-said")
                    self._reason = Reason(window, self._label)
                with ui.row().classes("nc-amount"):
                    self._less = ui.button("−", on_click=lambda: self._step(-1)).props("outline")
                    self._field = TypedLine().props("outlined dense").classes("nc-amount-field")
                    self._more = ui.button("+", on_click=lambda: self._step(1)).props("outline")
            self._outside = ui.row().classes("nc-found")
            self._outside.set_visibility(False)
        named(self._less, said("dials.less", name=self._label))
        named(self._more, said("dials.more", name=self._label))
        named(self._field, self._label)
        self._field.on("blur", self._typed).on("keydown.enter", self._typed)
        window.on_text(self.show)
        window.on_findings(self.show)
        self.show()

    @property
    def amount(self) -> Amount | None:
        """What the variable is worth; None where it is gone, or no amount any more."""
        value = self._window.routine.document.value(("vars", self._name))
        return amount_of(value) if isinstance(value, str) else None

    def show(self) -> None:
        """Show what the text says now."""
        amount, said = self.amount, self._window.words
        if amount is None:
            return
        if amount != self._shown:  # else somebody may be typing another
            self._shown = amount
            self._field.set_value(shown_amount(amount, said.tag))
        usual = usual_of(self._name, self._window.routine.facts)
        if usual is None:
            self._usual.set_text(comment_of(self._window.routine.document, self._name))
        else:
            ends = shown_usual(usual, amount.is_time, said)
            self._usual.set_text(said("dials.usual", amount=ends))
        self._reason.show(usual.fact if usual else None)
        nearest = usual.nearest(amount) if usual is not None and amount not in usual else None
        if nearest != self._nearest:  # else the button is about to be pressed
            self._nearest = nearest
            self._draw_outside(nearest)

    def _draw_outside(self, nearest: Amount | None) -> None:
        """Say that the value is not usual, with the button that makes it so; nothing where it is usual."""
        said = self._window.words
        self._outside.clear()
        self._outside.set_visibility(nearest is not None)
        if nearest is not None:
            with self._outside:
                ui.label(said("dials.outside")).props("role=status")
                way_out = said("dials.make_it", amount=shown_amount(nearest, said.tag))
                button = ui.button(way_out, on_click=lambda: self._set(nearest)).props("no-caps")
                named(button, f"{self._label}: {way_out}")

    def _step(self, times: int) -> None:
        if self.amount is not None:
            self._set(self.amount.step(times))

    def _typed(self) -> None:
        before, typed = self.amount, str(self._field.value or "")
        if before is None or typed == shown_amount(before, self._window.words.tag):
            return
        amount = typed_amount(typed, before)
        if amount is None or amount.number < 1:
            ui.notify(self._window.words("dials.no_amount"), type="warning")
            self._field.set_value(shown_amount(before, self._window.words.tag))
        else:
            self._shown = None  # as it is written here, however it was typed
            self._set(amount)

    def _set(self, amount: Amount) -> None:
        self._window.change(lambda document: document.set_value(("vars", self._name), amount.written()))


def _first_words(comment: str) -> str:
    """Return what a comment names, before it goes on: each stretch, of "each stretch: 20 to 30 seconds"."""
    words = comment.partition(":")[0].partition(";")[0].strip()
    return words[:1].upper() + words[1:60]

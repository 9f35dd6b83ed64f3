"""The bar at the top of a routine: its name, how long it is, back and forth, saving."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.addresses import first_address
from nightcue.editor.amounts import about_minutes
from nightcue.editor.open_routine import Window
from nightcue.editor.styling import heading


class TopBar:
    """The bar, kept up to date."""

    def __init__(self, window: Window) -> None:
        self._window, said = window, window.words
        with ui.row().classes("nc-bar"):
            ui.button(said("bar.all"), on_click=lambda: ui.navigate.to(first_address(said.tag))).props("no-caps flat")
            with ui.column().classes("nc-grow"):
                self._title = heading("", 1)
                self._total = ui.label().classes("nc-said").props("role=status")
            self._undo = ui.button(said("bar.undo"), on_click=self._take_back).props("no-caps outline")
            self._redo = ui.button(said("bar.redo"), on_click=self._put_back).props("no-caps outline")
            self._save = ui.button(on_click=self._keep).props("no-caps")
        window.on_text(self._show)
        window.on_findings(self._show)
        self._show()

    def _show(self) -> None:
        window, said = self._window, self._window.words
        document = window.routine.document
        title = document.value(("title",))
        self._title.set_text(title if isinstance(title, str) and title else document.path.stem)
        ui.page_title(self._title.text)
        self._total.set_text(_total(window))
        self._undo.set_enabled(document.can_undo)
        self._redo.set_enabled(document.can_redo)
        self._save.set_enabled(not document.is_saved)
        self._save.set_text(said("bar.saved" if document.is_saved else "bar.save"))

    def _take_back(self) -> None:
        self._window.routine.document.undo()
        self._window.routine.changed()

    def _put_back(self) -> None:
        self._window.routine.document.redo()
        self._window.routine.changed()

    def _keep(self) -> None:
        self._window.routine.document.save()
        self._window.routine.changed()


def _total(window: Window) -> str:
    """Return how long the routine is, and how long it was when it was opened, where that is another length."""
    said, routine = window.words, window.routine
    if routine.seconds is None:
        return said("bar.unknown")
    now = about_minutes(routine.seconds, said.tag)
    before = now if routine.first_seconds is None else about_minutes(routine.first_seconds, said.tag)
    return now if before == now else said("bar.was", now=now, before=before)

"""The bar at the top of a routine: how long it is, back and forth, saving, making the track."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.addresses import first_address, routine_address
from nightcue.editor.amounts import about_minutes
from nightcue.editor.making_dialog import MakingDialog
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.saving import Saving
from nightcue.editor.styling import heading, language_switch
from nightcue.editor.versions_dialog import VersionsDialog
from nightcue.terminal import plain_line


class TopBar:
    """The name of the routine and the bar below it, kept up to date."""

    def __init__(self, window: BrowserWindow) -> None:
        self._window, said = window, window.words
        saving = Saving(window)
        versions, making = VersionsDialog(window), MakingDialog(window, saving)
        with ui.row().classes("nc-ways"):
            ui.link(said("bar.all"), first_address(said.tag)).classes("nc-link")
            language_switch(said.tag, lambda other: routine_address(other, window.routine.path))
        self._title = heading("", 1)
        saving.draw_notice()
        with ui.row().classes("nc-bar"):
            self._total = ui.label().classes("nc-grow nc-total").props("role=status")
            self._undo = ui.button(said("bar.undo"), on_click=self._take_back).props("no-caps flat")
            self._redo = ui.button(said("bar.redo"), on_click=self._put_back).props("no-caps flat")
            ui.button(said("bar.versions"), on_click=versions.show).props("no-caps flat")
            self._save = ui.button(on_click=saving.save).props("no-caps outline")
            ui.button(said("bar.make"), on_click=making.make).props("no-caps")
        ui.on("nightcue-save", saving.save)
        ui.on("nightcue-undo", self._take_back)
        ui.on("nightcue-redo", self._put_back)
        window.on_text(self._show)
        window.on_findings(self._show)
        self._show()

    def _show(self) -> None:
        window, said = self._window, self._window.words
        document = window.routine.document
        title = document.value(("title",))
        self._title.set_text(title if isinstance(title, str) and title else plain_line(document.path.stem))
        ui.page_title(self._title.text)
        self._total.set_text(_total(window))
        self._undo.set_enabled(document.can_undo)
        self._redo.set_enabled(document.can_redo)
        self._save.set_enabled(not document.is_saved)
        self._save.set_text(said("bar.saved" if document.is_saved else "bar.save"))

    def _take_back(self) -> None:
        self._window.change(lambda document: document.undo())

    def _put_back(self) -> None:
        self._window.change(lambda document: document.redo())


def _total(window: BrowserWindow) -> str:
    """Return how long the routine is, and how long it was when it was opened, where that is another length."""
    said, routine = window.words, window.routine
    if routine.seconds is None:
        return said("bar.unknown")
    now = about_minutes(routine.seconds, said.tag)
    before = now if routine.first_seconds is None else about_minutes(routine.first_seconds, said.tag)
    return now if before == now else said("bar.was", now=now, before=before)

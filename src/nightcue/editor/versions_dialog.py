"""What a routine was at each time it was saved, and going back to that."""

from __future__ import annotations

from nicegui import ui

from nightcue.document.versions import Version
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.styling import heading, named

_SHOWN = 30
"""Versions that are listed, the newest."""


class VersionsDialog:
    """A list of the versions that are kept."""

    def __init__(self, window: BrowserWindow) -> None:
        self._window, said = window, window.words
        with named(ui.dialog(), said("versions.heading")) as self._dialog, ui.card().classes("nc-dialog"):
            heading(said("versions.heading"), 2)
            self._list = ui.column().classes("nc-dials")
            with ui.row().classes("nc-buttons"):
                ui.button(said("close"), on_click=self._dialog.close).props("no-caps flat")

    def show(self) -> None:
        """Show what there is now."""
        said, document = self._window.words, self._window.routine.document
        others = [version for version in document.versions() if version.text != document.text]
        self._list.clear()
        with self._list:
            ui.label(said("versions.how" if others else "versions.none")).classes("nc-said")
            for version in others[:_SHOWN]:
                self._draw(version)
        self._dialog.open()

    def _draw(self, version: Version) -> None:
        from babel.dates import format_datetime

        said = self._window.words
        when = format_datetime(version.when.astimezone(), "medium", locale=said.tag)
        with ui.row().classes("nc-item"):
            ui.label(when).classes("nc-grow")
            button = ui.button(said("versions.go_back"), on_click=lambda: self._go_back(version)).props(
                "no-caps outline"
            )
            named(button, f"{said('versions.go_back')}: {when}")

    def _go_back(self, version: Version) -> None:
        self._window.change(lambda document: document.go_back(version))
        self._dialog.close()
        ui.notify(self._window.words("versions.gone_back"))

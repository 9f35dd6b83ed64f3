"""Saving a routine, and noticing that somebody else has changed its file."""

from __future__ import annotations

from contextlib import suppress

from nicegui import ui

from nightcue.document.errors import CannotOpenError, ChangedOnDiskError
from nightcue.editor.open_routine import BrowserWindow
from nightcue.terminal import plain_line

_LOOK_SECONDS = 2.0
"""From one look at the file to the next."""


class Saving:
    """Saves, and asks what to do where the file is another than the one that was opened."""

    def __init__(self, window: BrowserWindow) -> None:
        self._window = window

    def draw_notice(self) -> None:
        """Draw where it is told that somebody else has changed the file, and what can be done; hidden until then."""
        said = self._window.words
        with ui.column().classes("nc-notice").props("role=alert") as self._notice:
            ui.label(said("saving.changed")).classes("nc-name")
            with ui.row().classes("nc-buttons"):
                ui.button(said("saving.take_theirs"), on_click=self._take_theirs).props("no-caps")
                ui.button(said("saving.keep_mine"), on_click=self._keep_mine).props("no-caps outline")
        self._notice.set_visibility(False)
        ui.timer(_LOOK_SECONDS, self.look)

    def look(self) -> None:
        """See whether somebody else has changed the file; where nothing of one's own would be lost, take it."""
        document = self._window.routine.document
        is_other = document.on_disk() is not None
        if is_other and document.is_saved:
            with suppress(CannotOpenError):
                self._window.change(lambda document: document.take_theirs())
                ui.notify(self._window.words("saving.taken"))
                is_other = False
        self._notice.set_visibility(is_other)

    def save(self) -> None:
        """Save what is there."""
        routine, said = self._window.routine, self._window.words
        if routine.document.is_saved:
            return
        try:
            routine.document.save()
        except ChangedOnDiskError:
            self.look()
        except OSError as error:
            reason = plain_line(str(error.strerror or error))
            ui.notify(said("saving.unwritten", reason=reason), type="negative", timeout=0, close_button=said("close"))
        else:
            ui.notify(said("saving.saved", file=plain_line(str(routine.path))))
            routine.changed()

    def _take_theirs(self) -> None:
        try:
            self._window.change(lambda document: document.take_theirs())
        except CannotOpenError as error:
            ui.notify(plain_line(str(error)), type="warning")
        self._notice.set_visibility(False)

    def _keep_mine(self) -> None:
        self._window.change(lambda document: document.keep_mine())
        self._notice.set_visibility(False)

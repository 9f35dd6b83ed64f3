"""Making the track: how far it is, and then the file, how to hear it, and how to get it onto the phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nicegui import app as pages
from nicegui import ui

from nightcue.amounts import clock
from nightcue.audio.errors import OutputError
from nightcue.debugging import log_error
from nightcue.editor.making import Making, MakingStoppedError
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.phone import phone_address, qr_picture
from nightcue.editor.saving import Saving
from nightcue.editor.styling import heading, named
from nightcue.language.diagnostics import DiagnosedError, Diagnostic
from nightcue.terminal import plain_line
from nightcue.voices.voice import VoiceError

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome

_SHOWN_EVERY = 0.25
"""Seconds from one look at how far it is to the next."""
_MOST_SHOWN = 5
"""Things that are wrong and are shown; the cards show all."""


class MakingDialog:
    """Saves the routine, makes its track and shows what comes of it."""

    def __init__(self, window: BrowserWindow, saving: Saving) -> None:
        self._window, self._saving, said = window, saving, window.words
        self._making: Making | None = None
        self._dialog = named(ui.dialog().props("persistent"), said("making.heading"))
        with self._dialog, ui.card().classes("nc-dialog"):
            heading(said("making.heading"), 2)
            self._told = ui.label().props("role=status")
            self._bar = ui.linear_progress(0, show_value=False)
            named(self._bar, said("making.heading"))
            self._result = ui.column().classes("nc-dials")
            with ui.row().classes("nc-buttons"):
                self._stop = ui.button(said("making.stop"), on_click=self._give_up).props("no-caps outline")
                self._close = ui.button(said("close"), on_click=self._dialog.close).props("no-caps")
        self._timer = ui.timer(_SHOWN_EVERY, self._show_progress, active=False)
        ui.context.client.on_delete(self._give_up)

    async def make(self) -> None:
        """Save, make the track, and show it, or what is in its way."""
        self._saving.save()
        document = self._window.routine.document
        if not document.is_saved or (self._making and self._making.is_wanted):
            return
        making = self._making = Making(document.path)
        self._begin()
        try:
            outcome = await making.make()
        except MakingStoppedError:
            self._dialog.close()
        except (DiagnosedError, VoiceError, OutputError) as error:
            log_error("making the track", error)
            self._show_error(error)
        else:
            self._show_outcome(outcome)
        making.is_wanted = False
        self._end()

    def _begin(self) -> None:
        self._result.clear()
        self._stop.set_visibility(True)
        self._close.set_visibility(False)
        self._bar.set_visibility(True)
        self._show_progress()
        self._timer.activate()
        self._dialog.open()

    def _end(self) -> None:
        self._timer.deactivate()
        self._bar.set_visibility(False)
        self._stop.set_visibility(False)
        self._close.set_visibility(True)

    def _give_up(self) -> None:
        if self._making:
            self._making.is_wanted = False

    def _show_progress(self) -> None:
        making, said = self._making, self._window.words
        if making is None or not making.is_wanted:
            return
        self._bar.set_value(making.done / making.total if making.total else 0)
        of = said("making.of", done=making.done, total=making.total) if making.total else ""
        self._told.set_text(" ".join([said("making.speaking" if making.stage == "speaking" else "making.working"), of]))

    def _show_outcome(self, outcome: BuildOutcome) -> None:
        said = self._window.words
        self._told.set_text(said("making.done", length=clock(outcome.seconds)))
        track = outcome.track
        with self._result:
            ui.label(said("making.file", file=plain_line(str(track.absolute())))).classes("nc-said")
            address = pages.add_media_file(
                local_file=track, url_path=f"/tracks/{track.stat().st_mtime_ns}{track.suffix}"
            )
            player = ui.audio(address).classes("nc-wide")
            named(player, said("making.hear"))
            link = ui.link(said("making.download"), address).classes("nc-link")
            link.props["download"] = track.name
            self._lead_phone()

    def _lead_phone(self) -> None:
        said, address = self._window.words, phone_address()
        if address is None:
            ui.label(said("making.no_phone")).classes("nc-said")
            return
        ui.label(said("making.phone"))
        picture = ui.image(qr_picture(address)).classes("nc-qr")
        picture.props["alt"] = said("making.code")
        ui.label(address).classes("nc-said")

    def _show_error(self, error: Exception) -> None:
        said = self._window.words
        self._told.set_text(said("making.cannot"))
        with self._result:
            found = error.diagnostics if isinstance(error, DiagnosedError) else []
            errors = [one for one in found if one.severity == "error"]
            for one in errors[:_MOST_SHOWN]:
                ui.label(_sentence(one, self._window.routine.path)).classes("nc-reason")
            if not errors:
                ui.label(plain_line(str(error))).classes("nc-reason")


def _sentence(found: Diagnostic, path: Path) -> str:
    """Return what is wrong and a way out, and in which file where it is another one."""
    where = "" if found.span.path == path else f"{plain_line(found.span.path.name)}: "
    return plain_line(f"{where}{found.message}" + (f" ({found.hint})" if found.hint else ""))

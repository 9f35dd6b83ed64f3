"""The texts of one's own that somebody is to read, one by one, each with its question; who has read which is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from nicegui import ui

from nightcue.document.sentences import sentence
from nightcue.editor.focusing import focus
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.typed_box import TypedLine
from nightcue.language.diagnostics import DamagedFileError, Diagnostic
from nightcue.language.routine import Routine
from nightcue.safety.profile_file import is_absent
from nightcue.safety.reading.refusals import refusal_of
from nightcue.safety.reading.review import Reading
from nightcue.safety.reading.reviews import read_reviews, write_reviews
from nightcue.safety.reading.unread import TextToRead
from nightcue.storage.paths import profile_path


def draw(window: BrowserWindow) -> None:
    """Draw what is to be read of the routine in `window`, and keep it as the routine is."""
    panel = _ReadingPanel(window)
    window.on_findings(panel.show)
    panel.show()


class _ReadingPanel:
    """Every text in a card of its own, those that touch what can do harm first."""

    def __init__(self, window: BrowserWindow) -> None:
        self._window, self._said = window, window.words
        self._shown: object = None
        self._next: ui.button | None = None
        self._state = ui.label().classes("nc-name").props("role=status")
        self._who = TypedLine(self._said("reading.who"), value=_name()).classes("nc-wide")
        self._place = ui.column().classes("nc-dials").props("role=list")

    def show(self) -> None:
        """Show the texts and who has read them; where these are the same, all stays as it is, and keeps its focus."""
        routine = self._window.routine.findings.routine
        if routine is None:
            self._tell(self._said("reading.errors_first"))
            return
        try:
            reading = Reading(routine, read_reviews(routine.span.path))
        except DamagedFileError as error:
            self._tell(sentence(error.diagnostics[0], self._said.tag))
            return
        shown = [(each.text.digest, each.text.span.line, reading.review_of(each)) for each in reading.every]
        if shown != self._shown:
            self._shown = shown
            self._draw(routine, reading)

    def _tell(self, instead: str) -> None:
        """Say why no texts are shown."""
        self._shown = None
        self._place.clear()
        self._who.set_visibility(False)
        self._state.set_text(instead)

    def _draw(self, routine: Routine, reading: Reading) -> None:
        self._place.clear()
        self._next = None
        self._who.set_visibility(reading.count > 0)
        read = reading.count - len(reading.unread) - len(reading.refused)
        count = self._said("reading.count", read=read, count=reading.count)
        self._state.set_text(count if reading.count else self._said("reading.nothing"))
        with self._place:
            for each in reading.every:
                with ui.column().classes("nc-dial").props("role=listitem"):
                    self._draw_text(routine, reading, each)

    def _draw_text(self, routine: Routine, reading: Reading, each: TextToRead) -> None:
        said = self._said
        ui.label(said(f"reading.topics.{each.topic or 'none'}")).classes("nc-said")
        ui.label(each.text.shown).classes("nc-name").props(f"lang={routine.speech.tag}")
        if done := reading.review_of(each):
            ui.label(said("reading.read_by", by=done.by, date=done.date))
            if done.allowed:
                ui.label(said("reading.allowed", reason=done.allowed))
        elif code := reading.why_refused(each):
            self._draw_refused(reading, each, code)
        else:
            self._draw_question(routine, reading, each)

    def _draw_question(self, routine: Routine, reading: Reading, each: TextToRead) -> None:
        said, (yes, no) = self._said, reading.answers
        ui.label(reading.question(each)).props(f"lang={routine.speech.tag}")
        with ui.row().classes("nc-ways"):
            sign = ui.button(said("reading.sign", answer=no), on_click=partial(self._sign, reading, each))
            change = ui.button(said("reading.change", answer=yes))
        for button in (sign, change):
            button.props("no-caps outline")
        told = ui.label().props("role=status")
        change.on_click(lambda: told.set_text(self._where(each)))
        self._next = self._next or sign

    def _draw_refused(self, reading: Reading, each: TextToRead, code: str) -> None:
        said, found = self._said, refusal_of(each.text)
        message = f"'{found.fragment if found else each.text.shown}' is advice that the documents warn of"
        ui.label(sentence(Diagnostic(each.text.span, code, message), said.tag)).classes("nc-found")
        reason = TypedLine(said("reading.reason")).classes("nc-wide")
        allow = ui.button(said("reading.allow"), on_click=lambda: self._allow(reading, each, reason))
        allow.props("no-caps outline")

    def _allow(self, reading: Reading, each: TextToRead, reason: TypedLine) -> None:
        if why := str(reason.value or "").strip():
            self._sign(reading, each, why)
        else:
            ui.notify(self._said("reading.reason_first"), type="warning")

    def _sign(self, reading: Reading, each: TextToRead, reason: str | None = None) -> None:
        """Keep that somebody has read a text, and look at the routine again."""
        by = " ".join(str(self._who.value or "").split())
        if not (by and by.isprintable()):
            ui.notify(self._said("reading.who_first"), type="warning")
            self._who.run_method("focus")
            return
        try:
            self._keep(reading, by, each, reason)
        except OSError as problem:
            ui.notify(self._said("copy.unwritten", reason=problem.strerror or str(problem)), type="negative")
            return
        self._window.routine.look_again(even_if_same=True)
        self.show()
        if self._next:  # the button that was pressed is gone, and the next text comes
            focus(self._next)

    def _keep(self, reading: Reading, by: str, each: TextToRead, reason: str | None) -> None:
        """Keep the review of a text, and while the routine is not saved, those of what its file still says too."""
        before = read_reviews(reading.path)
        reading.sign(by, [each], reason)
        if not self._window.routine.document.is_saved:
            write_reviews(replace(reading.reviews, by_digest={**before.by_digest, **reading.reviews.by_digest}))

    def _where(self, each: TextToRead) -> str:
        span = each.text.span
        if span.path == self._window.routine.path:
            return self._said("reading.at_line", line=span.line)
        return self._said("reading.at_line_of", line=span.line, file=span.path.name)


def _name() -> str:
    """Return the name in the profile; empty where there is none."""
    from nightcue.safety.profile import read_profile

    try:
        return "" if is_absent(profile_path()) else str(read_profile().name or "")
    except DamagedFileError:
        return ""

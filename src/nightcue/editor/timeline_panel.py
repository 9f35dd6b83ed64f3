"""The timeline under the list of steps, drawn anew whenever the text is another."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from nightcue.amounts import clock
from nightcue.debugging import log_error
from nightcue.editor.reckoning import Reckoned, reckon
from nightcue.editor.styling import heading
from nightcue.editor.timeline_drawing import kind_in_words, kinds_of, picture, rows, seconds_in_words
from nightcue.language.diagnostics import DiagnosedError
from nightcue.threads import run_in_thread
from nightcue.voices.voice import VoiceError

if TYPE_CHECKING:
    from nightcue.editor.open_routine import BrowserWindow
    from nightcue.timeline.timeline import Timeline

QUIET = 0.25
"""Seconds without a change before the timeline is drawn anew."""
_ROWS = 15
_MOST_BUTTONS = 40
"""Chapters that have a button; a routine may have thousands."""
_SHARE = """(event) => {
  const drawing = event.currentTarget.getBoundingClientRect();
  emit((event.clientX - drawing.left) / drawing.width);
}"""
"""Which share of the drawing is left of where it was tapped."""


def draw(window: BrowserWindow) -> None:
    """Draw the timeline of the routine in `window`, and keep it up to date."""
    panel = _TimelinePanel(window)
    window.on_text(panel.draw_soon)
    window.hear.on_spoken(panel.draw_again)
    panel.draw_soon()


class _TimelinePanel:
    def __init__(self, window: BrowserWindow) -> None:
        self._window = window
        self._drawn: str | None = None
        self._is_drawing = False
        self._titles: list[str] = []
        said = window.words
        with ui.column().classes("nc-wide").props(f'role=region aria-label="{said("timeline.heading")}"') as self._box:
            with ui.row().classes("nc-wide items-center"):
                heading(said("timeline.heading"), 2)
                ui.space()
                ui.button(said("hear.whole"), icon="play_arrow", on_click=window.hear.whole).props("no-caps outline")
            self._told = ui.label().classes("nc-said").props("role=status")
            with ui.element("div").classes("nc-drawing") as self._drawing:
                self._picture = ui.html()
                ui.element("div").classes("nc-now").props("hidden")
            self._drawing.on("click", self._tapped, js_handler=_SHARE)
            self._chapters = ui.row().classes("nc-chapters")
            with ui.expansion(said("timeline.colours")).classes("nc-wide"):
                self._colours = ui.row()
            with ui.expansion(said("timeline.table")).classes("nc-wide") as self._folded:
                self._table = _table(window)
            self._folded.on_value_change(lambda: self._fill_table())

    def draw_soon(self) -> None:
        """Draw the timeline once the text has been the same for a moment."""
        if not self._is_drawing:
            self._is_drawing = True
            background_tasks.create(self._keep_up(), name="draw the timeline")

    def draw_again(self) -> None:
        """Draw the timeline though the text is the same: lines have been spoken since."""
        self._drawn = None
        self.draw_soon()

    async def _keep_up(self) -> None:
        routine = self._window.routine
        try:
            while self._drawn != (text := routine.document.text) and not self._box.is_deleted:
                await asyncio.sleep(QUIET)
                if text != routine.document.text:
                    continue
                self._drawn = text
                try:
                    reckoned = await run_in_thread(reckon, routine.path, text)
                except (DiagnosedError, VoiceError) as error:
                    log_error("drawing the timeline", error)
                    self._say_that_it_is_old()
                else:
                    if not self._box.is_deleted:
                        self._show(reckoned)
        finally:
            self._is_drawing = False

    def _say_that_it_is_old(self) -> None:
        if not self._box.is_deleted:
            self._told.set_text(
                self._window.words("timeline.before" if self._window.hear.reckoned else "timeline.none")
            )

    def _show(self, reckoned: Reckoned) -> None:
        window, said = self._window, self._window.words
        window.hear.reckoned = reckoned
        self._picture.set_content(picture(reckoned, said))
        guessed = len(reckoned.guessed)
        told = said("timeline.reckoned", count=guessed) if guessed else said("timeline.exact")
        self._told.set_text(f"{told} {said('timeline.how')}")
        self._show_chapters([chapter.title for chapter in reckoned.timeline.chapters[:_MOST_BUTTONS]])
        self._colours.clear()
        with self._colours:
            for kind in kinds_of(reckoned.timeline):
                _swatch(f"nc-{kind}", kind_in_words(kind, said))
            _swatch("nc-line", said("timeline.speech"))
            if guessed:
                _swatch("nc-line nc-guessed", said("timeline.guessed"))
            if reckoned.left_out:
                _swatch("nc-left-out", said("timeline.left_out"))
        self._fill_table()

    def _show_chapters(self, titles: list[str]) -> None:
        """Draw a button for each chapter; the same ones stay, as one may be about to be pressed."""
        if titles == self._titles:
            return
        self._titles = titles
        self._chapters.clear()
        with self._chapters:
            for number, title in enumerate(titles):
                label = self._window.words("hear.from_chapter", title=title)
                ui.button(label, on_click=partial(_hear_chapter, self._window, number)).props("no-caps flat")

    def _fill_table(self) -> None:
        reckoned, said = self._window.hear.reckoned, self._window.words
        if not reckoned or not self._folded.value:
            return
        self._table.rows = [
            {
                "number": number,
                "at": clock(row.second),
                "what": row.what,
                "text": row.text,
                "seconds": seconds_in_words(row.seconds, said),
            }
            for number, row in enumerate(rows(reckoned, said))
        ]

    async def _tapped(self, event: GenericEventArguments) -> None:
        if reckoned := self._window.hear.reckoned:
            await self._window.hear.from_second(min(1.0, max(0.0, float(event.args))) * reckoned.timeline.duration)


async def _hear_chapter(window: BrowserWindow, number: int) -> None:
    def start(timeline: Timeline) -> float:
        return timeline.chapters[number].start / timeline.rate if number < len(timeline.chapters) else 0.0

    await window.hear.whole(start)


def _table(window: BrowserWindow) -> ui.table:
    said = window.words
    columns = [
        {"name": name, "field": name, "label": said(f"timeline.{name}"), "align": "left"}
        for name in ("at", "what", "text", "seconds")
    ]
    table = ui.table(rows=[], columns=columns, row_key="number", pagination=_ROWS).classes("nc-wide nc-table")
    return table.props("flat wrap-cells")


def _swatch(name: str, label: str) -> None:
    with ui.row().classes("items-center"):
        ui.element("div").classes(f"nc-swatch {name}")
        ui.label(label)

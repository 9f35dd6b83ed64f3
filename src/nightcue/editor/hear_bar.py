"""The bar at the bottom of a routine's page, in which a line, a card or the whole is heard."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from nicegui import ui

from nightcue.audio.errors import OutputError
from nightcue.debugging import log_error
from nightcue.document.sentences import sentence
from nightcue.editor.hearing import Hearing, NothingToHearError, start_of
from nightcue.editor.reckoning import Reckoned
from nightcue.editor.sounds import SOUNDS
from nightcue.language.diagnostics import DiagnosedError
from nightcue.threads import begun, run_in_thread
from nightcue.voices.voice import VoiceError

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled
    from nightcue.document.tree import Path_
    from nightcue.editor.open_routine import BrowserWindow
    from nightcue.progress import Progress
    from nightcue.timeline.timeline import Timeline

    Speak = Callable[[Progress], Compiled]

_SHOWN_EVERY = 0.25
"""Seconds from one look at the progress to the next."""


class _StoppedError(Exception):
    """Somebody does not want to wait for it."""


class HearBar:
    """Has what `window` shows spoken, and plays it; what was asked for last is heard."""

    def __init__(self, window: BrowserWindow) -> None:
        self._window = window
        self._hearing = Hearing(window.routine.path)
        self._asked = 0
        self._progress = (0, 0)
        self._whole: tuple[str, str, Compiled] | None = None
        self._on_spoken: list[Callable[[], object]] = []
        self.reckoned: Reckoned | None = None
        """The timeline that is shown, through which the line runs."""

    def draw(self) -> None:
        """Draw the bar where the page ends, and load the voice meanwhile."""
        said = self._window.words
        with ui.row().classes("nc-hear").props(f'role=region aria-label="{said("hear.bar")}"') as self._bar:
            self._audio = ui.element("audio").classes("nc-audio").props("controls preload=auto")
            self._audio.props["aria-label"] = said("hear.bar")
            self._told = ui.label().classes("nc-said").props("role=status")
            self._stop = ui.button(said("hear.stop"), on_click=self.stop).props("no-caps outline")
        self._bar.set_visibility(False)
        self._timer = ui.timer(_SHOWN_EVERY, self._show_progress, active=False)
        ui.context.client.on_delete(self._forget)
        begun(self._warm_up)

    def on_spoken(self, refresh: Callable[[], object]) -> None:
        """Call `refresh` when lines have been spoken, so that their lengths are known."""
        self._on_spoken.append(refresh)

    async def line(self, path: Path_) -> None:
        """Have the field at `path` heard."""
        document = self._window.routine.document
        first, last = document.span(path)
        written = document.value(path)
        text, places = document.text, range(first, last + 1)
        said = written if isinstance(written, str) else ""
        await self._hear(lambda progress: self._hearing.line(text, said, places, progress), None)

    async def steps(self, *paths: Path_) -> None:
        """Have these steps heard, one after another."""
        text, names = self._window.routine.document.text, [step_name(path) for path in paths]
        shown = self.reckoned and self.reckoned.timeline
        start = start_of(shown, names) if shown else None
        place = (start, shown.duration) if shown and start is not None else None
        await self._hear(lambda progress: self._hearing.steps(text, names, progress), place)

    async def from_here(self, *paths: Path_) -> None:
        """Have the whole heard from the first of these steps on."""
        names = [step_name(path) for path in paths]
        await self.whole(lambda timeline: start_of(timeline, names) or 0.0)

    async def from_second(self, second: float) -> None:
        """Have the whole heard from there on."""
        await self.whole(lambda _: second)

    async def whole(self, begin_at: Callable[[Timeline], float] = lambda _: 0.0) -> None:
        """Have the whole heard as it will be in the track, from a second on; it is spoken once for the same text."""
        text = self._window.routine.document.text
        if self._whole is None or self._whole[0] != text:
            made = await self._made(lambda progress: self._hearing.whole(text, progress), ("whole", self._window))
            if made is None:
                return
            self._whole = (text, *made)
        _, address, compiled = self._whole
        timeline = compiled.timeline
        self._play(address, compiled, begin_at(timeline), (0.0, timeline.duration))

    def stop(self) -> None:
        """Be silent, and wait for nothing more."""
        self._asked += 1
        self._timer.deactivate()
        self._audio.client.run_javascript("nightcueHush()")
        self._bar.set_visibility(False)

    async def _hear(self, speak: Speak, place: tuple[float, float] | None) -> None:
        if made := await self._made(speak, ("part", self._window)):
            self._play(*made, 0.0, place)

    async def _made(self, speak: Speak, place: Hashable) -> tuple[str, Compiled] | None:
        """Return the address of what `speak` gives, and that; None where it cannot be, or something else is wanted."""
        self._asked += 1
        asked, said = self._asked, self._window.words
        self._begin()
        try:
            made = await run_in_thread(self._spoken, speak, place, asked)
        except _StoppedError:
            return None
        except NothingToHearError:
            problem = said("hear.nothing")
        except (DiagnosedError, VoiceError, OutputError) as error:
            log_error("hearing", error)
            problem = said("hear.cannot", reason=_in_a_sentence(error, said.tag))
        else:
            for refresh in self._on_spoken:
                refresh()
            return made
        if asked == self._asked:
            self._timer.deactivate()
            self._told.set_text(problem)
        return None

    def _spoken(self, speak: Speak, place: Hashable, asked: int) -> tuple[str, Compiled]:
        """Speak and keep the sound, in a thread. Raises _StoppedError where something else was asked for meanwhile."""

        def note(_stage: str, done: int, total: int, _left: float | None = None, /) -> None:
            if asked != self._asked:
                raise _StoppedError
            self._progress = (done, total)

        compiled = speak(note)
        note("spoken", 1, 1)
        return SOUNDS.keep(place, compiled), compiled

    def _begin(self) -> None:
        self._progress = (0, 0)
        self._bar.set_visibility(True)
        self._show_progress()
        self._timer.activate()

    def _play(self, address: str, compiled: Compiled, second: float, place: tuple[float, float] | None) -> None:
        """Play the sound from `second` on; `place` is where it begins in the timeline, and how long that is."""
        self._asked += 1
        self._timer.deactivate()
        self._told.set_text(compiled.voice)
        self._bar.set_visibility(True)
        start, whole = place or (0.0, 0.0)
        self._audio.client.run_javascript(f"nightcueHear({json.dumps(address)}, {second}, {start}, {whole})")

    def _show_progress(self) -> None:
        said, (done, total) = self._window.words, self._progress
        told = said("hear.speaking", voice=said("hear.a_voice"))
        self._told.set_text(f"{told} {said('hear.of', done=done, total=total)}" if total else told)

    def _warm_up(self) -> None:
        try:
            self._hearing.warm_up(self._window.routine.document.text)
        except (DiagnosedError, VoiceError, OSError) as error:
            log_error("loading the voice", error)  # whoever wants to hear a line is told then

    def _forget(self) -> None:
        self._asked += 1
        SOUNDS.drop(("whole", self._window))
        SOUNDS.drop(("part", self._window))


def step_name(path: Path_) -> str:
    """Return the name that the cues of the step at `path` have, such as steps[4] or steps[3].repeat.steps[0]."""
    name = ""
    for part in path:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def _in_a_sentence(error: Exception, tag: str) -> str:
    if isinstance(error, DiagnosedError):
        first = next((found for found in error.diagnostics if found.severity == "error"), error.diagnostics[0])
        return sentence(first, tag)
    return str(error)

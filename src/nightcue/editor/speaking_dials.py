"""How a routine is spoken: how fast, by whom, how much is explained, and what sounds in the background."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from nightcue.document.document import Document
from nightcue.document.nodes import Data
from nightcue.document.tree import Path_
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.styling import heading, named
from nightcue.language.diagnostics import DamagedFileError
from nightcue.language.routine import VoiceSettings
from nightcue.language.sound import NOISES
from nightcue.safety.profile import Profile, read_profile

NONE = "none"


def draw_speaking(window: BrowserWindow) -> None:
    """Draw the choices of pace, form, background and voice."""
    said = window.words
    profile = _profile()
    pace = str(VoiceSettings().pace)
    heading(said("dials.pace"), 2)
    _Choice(window, ("voice", "pace"), {one: said(f"dials.paces.{one}") for one in ("slow", "calm", "normal")}, pace)
    _note(window, profile.pace, "paces")
    heading(said("dials.form"), 2)
    _Choice(window, ("detail",), {one: said(f"dials.forms.{one}") for one in ("full", "brief")}, "full")
    _note(window, profile.detail, "forms")
    heading(said("dials.background"), 2)
    sounds = {one: said(f"dials.backgrounds.{one}") for one in (NONE, *NOISES)}
    _Choice(window, ("sound", "background"), sounds, NONE)
    heading(said("dials.voice"), 2)
    _draw_voices(window)


def _profile() -> Profile:
    try:
        return read_profile()
    except DamagedFileError:
        return Profile()


def _note(window: BrowserWindow, chosen: str | None, kind: str) -> None:
    """Say that the profile wins over the routine, where it says something."""
    if chosen:
        said = window.words
        ui.label(said("dials.profile_wins", choice=said(f"dials.{kind}.{chosen}"))).classes("nc-said")


def _draw_voices(window: BrowserWindow) -> None:
    from nightcue.voices.catalogue import DEFAULT, voices_for

    said, routine = window.words, window.routine.findings.routine
    language = routine.speech.tag if routine else said.tag
    names = {DEFAULT: said("dials.default_voice")} | {offer.name: offer.name for offer in voices_for(language)}
    written = value_in(window.routine.document, ("voice", "name"))
    if written:
        names.setdefault(written, written)
    field = ui.select(names, value=written or DEFAULT).props("outlined").classes("nc-wide")
    named(field, said("dials.voice"))
    field.on_value_change(lambda event: _choose(window, ("voice", "name"), str(event.value), DEFAULT))
    window.on_text(lambda: field.set_value(value_in(window.routine.document, ("voice", "name")) or DEFAULT))


class _Choice:
    """A few ways, of which one holds: `usual` where the routine names none."""

    def __init__(self, window: BrowserWindow, path: Path_, ways: Mapping[str, str], usual: str) -> None:
        self._window, self._path, self._usual = window, path, usual
        ways = dict(ways)
        ways.setdefault(self._chosen, self._chosen)
        with ui.row().classes("nc-choice").props("role=radiogroup"):
            self._buttons = {way: self._button(way, shown) for way, shown in ways.items()}
        window.on_text(self._show)
        self._show()

    @property
    def _chosen(self) -> str:
        return value_in(self._window.routine.document, self._path) or self._usual

    def _button(self, way: str, shown: str) -> ui.button:
        # without a colour of Quasar's own, which no style of ours could change
        button = ui.button(shown, color=None, on_click=lambda: _choose(self._window, self._path, way, self._usual))
        return button.props("no-caps unelevated role=radio")

    def _show(self) -> None:
        for way, button in self._buttons.items():
            button.props["aria-checked"] = "true" if way == self._chosen else "false"
            button.update()


def value_in(document: Document, path: Path_) -> str | None:
    """Return what is written at `path`; `voice: NAME` is short for a mapping with a name."""
    found = document.value(path)
    if found is None and path == ("voice", "name"):
        found = document.value(("voice",))
    return found if isinstance(found, str) else None


def _choose(window: BrowserWindow, path: Path_, way: str, usual: str) -> None:
    if (value_in(window.routine.document, path) or usual) != way:
        window.change(lambda document: put(document, path, way))


def put(document: Document, path: Path_, value: str) -> None:
    """Write `value` at `path`, of one key or two; where the first is written short, it becomes a mapping."""
    if len(path) == 1:
        document.set_value(path, value)
        return
    outer, inner = path
    written = document.value((outer,))
    if isinstance(written, dict):
        document.set_value(path, value)
    elif isinstance(written, str) and inner == "name":
        document.set_value((outer,), value)
    else:
        before: dict[str, Data] = {"name": written} if isinstance(written, str) else {}
        document.set_data((outer,), before | {str(inner): value})

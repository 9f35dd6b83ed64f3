"""The lines of a routine that still speak of the boots when these are left out, each to be changed or left out too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from nicegui import ui

from nightcue.document.document import Document
from nightcue.document.tree import Path_
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.styling import named
from nightcue.editor.typed_box import TypedText
from nightcue.locales import FIRST
from nightcue.safety.saying import names

_NO_TEXTS = ("include", "chapter")


class BootsLines:
    """The lines in fields; nothing where there are none, or where the boots are in."""

    def __init__(self, window: BrowserWindow) -> None:
        self._window = window
        self._shown: list[tuple[Path_, str]] = []
        self._place = ui.column().classes("nc-dials")

    def show(self, are_wanted: bool) -> None:
        """Show the lines where they `are_wanted`."""
        lines = list(lines_about_boots(self._window.routine.document)) if are_wanted else []
        if lines == self._shown:
            return
        self._shown = lines
        self._place.clear()
        with self._place:
            if lines:
                ui.label(self._window.words("dials.boots_lines")).props("role=status")
            for path, text in lines:
                self._draw(path, text)

    def _draw(self, path: Path_, text: str) -> None:
        said = self._window.words
        field = TypedText(value=text).props("outlined autogrow").classes("nc-wide")
        named(field, said("dials.boots_line"))
        field.on("blur", lambda: self._set(path, text, str(field.value or "")))
        button = ui.button(said("dials.leave_out"), on_click=partial(self._leave_out, path)).props("no-caps flat")
        named(button, f"{said('dials.leave_out')}: {text}")

    def _set(self, path: Path_, before: str, text: str) -> None:
        if text.strip() and text != before:
            self._window.change(lambda document: document.set_value(path, text.strip()))

    def _leave_out(self, path: Path_) -> None:
        line = path[:-1] if path[-1] == "full" else path
        self._window.change(lambda document: document.remove(line))


def lines_about_boots(document: Document) -> Iterator[tuple[Path_, str]]:
    """Yield the path and the text of each line in the steps that names the boots."""
    language = document.value(("language",))
    tag = language if isinstance(language, str) else FIRST
    for path, text in _texts(document.value(("steps",)), ("steps",)):
        if names("boots", text, tag):
            yield path, text


def _texts(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, (*path, place))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NO_TEXTS:
                yield from _texts(item, (*path, key))

"""The question what is to be added: a kind of step, with a sentence about each, or a file for those that take one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from nicegui import ui

from nightcue.document.tree import Path_
from nightcue.editor.cards.spot import Editing
from nightcue.editor.styling import heading
from nightcue.editor.words import words
from nightcue.locales import FIRST

Add = Callable[[Path_, int, str], None]
"""Adds a step, written as YAML, to a list at an index."""

KINDS = (
    "say", "stretch", "movement", "breathe", "rest", "pause", "session", "safety", "chapter", "repeat", "include",
    "chime", "audio",
)  # fmt: skip
"""The kinds in the order of the question: what is added most comes first."""

_ENDINGS = {"include": (".yaml", ".yml"), "audio": (".wav", ".flac", ".ogg", ".mp3")}
"""The files that a kind of step takes."""
_MOST_FILES, _MOST_LOOKED_AT = 50, 2_000


class Adding:
    """Asks what is to be added, and adds it."""

    def __init__(self, editing: Editing, add: Add) -> None:
        self._editing, self._add = editing, add
        self._where: tuple[Path_, int] = ((), 0)
        self._dialog = ui.dialog()
        self._dialog.props["aria-label"] = editing.said("cards.add_heading")
        with self._dialog, ui.card().classes("nc-dialog"):
            heading(editing.said("cards.add_heading"), 2)
            self._choices = ui.column().classes("nc-choices")
            ui.button(editing.said("cards.cancel"), on_click=self._dialog.close).props("no-caps flat")

    def ask(self, list_path: Path_, index: int) -> None:
        """Ask what is to stand at this place."""
        self._where = list_path, index
        self._choices.clear()
        with self._choices:
            for kind in KINDS:
                label = self._editing.labels.kinds[kind]
                self._choice(label.label, label.help, partial(self._chosen, kind))
        self._dialog.open()

    def _chosen(self, kind: str) -> None:
        if kind not in _ENDINGS:
            self._take(beginning(kind, self._language))
            return
        self._choices.clear()
        files = list(files_for(kind, self._editing.document.path))
        with self._choices:
            for name in files:
                self._choice(name, "", partial(self._take, f"{kind}: {json.dumps(name, ensure_ascii=False)}"))
            if not files:
                ui.label(self._editing.said(f"cards.no_files.{kind}"))

    def _choice(self, name: str, about: str, do: Callable[[], None]) -> None:
        with ui.element("button").classes("nc-kind-choice").on("click", do):
            ui.label(name).classes("nc-name")
            if about:
                ui.label(about).classes("nc-said")

    def _take(self, source: str) -> None:
        self._dialog.close()
        self._add(*self._where, source)

    @property
    def _language(self) -> str:
        """The language that the routine speaks."""
        written = self._editing.document.value(("language",))
        return written if isinstance(written, str) else FIRST


def beginning(kind: str, language: str) -> str:
    """Return a step of a kind to begin with, as YAML, that says something in a language."""
    return words(language)(f"beginnings.{kind}")


def files_for(kind: str, routine: Path) -> Iterator[str]:
    """Yield the files in the folder of a routine that a kind of step takes, as a routine names them."""
    folder, endings = routine.parent, _ENDINGS[kind]
    looked_at = islice(folder.rglob("*"), _MOST_LOOKED_AT)
    found = sorted(path for path in looked_at if path.suffix.lower() in endings and path != routine and path.is_file())
    # what stands in folders comes first: a part is made to be included, and a whole routine seldom is
    found.sort(key=lambda path: path.parent == folder)
    yield from (path.relative_to(folder).as_posix() for path in found[:_MOST_FILES])

"""A place in the routine that something in a card shows and changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nightcue.document.document import Document
from nightcue.document.tree import Path_
from nightcue.editor.cards.status import Status
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.words import Words
from nightcue.language.labels import Labels

Change = Callable[[Document], object]


@dataclass(frozen=True)
class Editing:
    """What everything in the cards of one window works with; every change goes through `change`."""

    window: BrowserWindow
    labels: Labels
    status: Status

    @property
    def said(self) -> Words:
        """The words of the window's language."""
        return self.window.words

    @property
    def document(self) -> Document:
        """The routine's text."""
        return self.window.routine.document

    def change(self, change: Change, before_telling: Callable[[], None] | None = None) -> bool:
        """Make a change and tell every window of it; return whether it was made, and say why if it was not."""

        def make(document: Document) -> None:
            change(document)
            if before_telling:
                before_telling()

        return self.window.change(make)


@dataclass(frozen=True)
class Spot:
    """A place that moves with its step; `path` says where it is now."""

    editing: Editing
    path: Callable[[], Path_]

    @property
    def value(self) -> Any:
        """What is written here, None where nothing is."""
        return self.editing.document.value(self.path())

    def inside(self, key: str | int) -> Spot:
        """Return the place of a key or an item in this one."""
        return Spot(self.editing, lambda: (*self.path(), key))

    def variable(self, name: str) -> str | None:
        """Return what is written as the value of a variable."""
        value = self.editing.document.value(("vars", name))
        return value if isinstance(value, str) else None

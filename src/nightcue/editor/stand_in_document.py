"""A routine's text until the package `document` is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.reading import read_file


class Document:
    """The text of a routine, changed as a whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = read_file(path).decode()
        self._saved = self.text
        self._before: list[str] = []
        self._after: list[str] = []

    @property
    def lines(self) -> list[str]:
        """Stand in."""
        return self.text.splitlines(keepends=True)

    @property
    def is_saved(self) -> bool:
        """Stand in."""
        return self.text == self._saved

    @property
    def can_undo(self) -> bool:
        """Stand in."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Stand in."""
        return bool(self._after)

    def value(self, path: tuple[str | int, ...]) -> Any:
        """Stand in."""
        try:
            found = yaml.load(self.text, yaml.BaseLoader)
            for part in path:
                found = found[part]
        except (yaml.YAMLError, KeyError, IndexError, TypeError):
            return None
        return found

    def replace_text(self, text: str) -> None:
        """Stand in."""
        self._before.append(self.text)
        self._after.clear()
        self.text = text

    def undo(self) -> None:
        """Stand in."""
        self._after.append(self.text)
        self.text = self._before.pop()

    def redo(self) -> None:
        """Stand in."""
        self._before.append(self.text)
        self.text = self._after.pop()

    def save(self) -> None:
        """Stand in."""
        with atomic_file(self.path) as file:
            file.write(self.text.encode())
        self._saved = self.text

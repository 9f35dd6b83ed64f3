"""What was changed, one change after another, so that each can be taken back and done again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from time import monotonic

from nightcue.document.edits import Edit, applied, difference

ONE_CHANGE = 2.0
"""Seconds within which what is typed in one field is one change."""


@dataclass
class _Change:
    there: Edit
    back: Edit


class History:
    """The changes of one text, without an end to them."""

    def __init__(self) -> None:
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._typing: _Change | None = None
        self._typed: Hashable = None
        self._typed_at = 0.0

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is one that was taken back."""
        return bool(self._undone)

    def note(self, old: str, new: str, typed: Hashable = None) -> None:
        """Note that `old` became `new`; what is `typed` in the same field within 2 s joins the change before it."""
        now = monotonic()
        goes_on = typed is not None and typed == self._typed and now - self._typed_at < ONE_CHANGE
        if goes_on and self._typing is not None:
            old = applied(old, [self._typing.back])
            self._done.pop()
        elif old == new:
            return
        self._undone.clear()
        self._typing, self._typed, self._typed_at = None, typed, now
        if old != new:
            self._typing = _change(old, new)
            self._done.append(self._typing)

    def pause(self) -> None:
        """Let what is typed from now on be a change of its own."""
        self._typing = None

    def undo(self, text: str) -> str:
        """Return `text` without its last change, or as it is where there is none."""
        self.pause()
        if not self._done:
            return text
        self._undone.append(self._done.pop())
        return applied(text, [self._undone[-1].back])

    def redo(self, text: str) -> str:
        """Return `text` with the change that was taken back last, or as it is where there is none."""
        self.pause()
        if not self._undone:
            return text
        self._done.append(self._undone.pop())
        return applied(text, [self._done[-1].there])


def _change(old: str, new: str) -> _Change:
    there = difference(old, new)
    return _Change(there, Edit(there.start, there.start + len(there.text), old[there.start : there.end]))

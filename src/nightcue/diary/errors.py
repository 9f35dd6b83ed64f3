"""What can go wrong with a diary that is not a fault of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DiaryError(Exception):
    """The diary cannot be used or changed like this: the message says why, and names a way out."""


class NotKeptError(DiaryError):
    """The diary could not be opened or written, by a fault of the machine; what was in it is still there."""


@dataclass(frozen=True)
class Unread:
    """A row that cannot be read; it stays in the diary, and hides no other."""

    evening: str | None
    """What is in the place of its date; None for a play."""
    why: str


class UnreadError(DiaryError):
    """The row that was asked for cannot be read; `unread` says why."""

    def __init__(self, unread: Unread) -> None:
        self.unread = unread
        what = "a play" if unread.evening is None else f"the night of {unread.evening}"
        hint = f"\n  hint: remove it with: nightcue diary remove {unread.evening}" if unread.evening else ""
        super().__init__(f"{what} cannot be read ({unread.why}); the others can{hint}")


class ProblemsError(ValueError):
    """What was sent or typed is not possible. `problems` holds a sentence for each thing, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))

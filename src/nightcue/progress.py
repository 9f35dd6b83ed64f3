"""The callback by which long work reports its progress."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the stage ("loading", "speaking", "encoding" ...), how much of it is done, and how much there is.

    A voice that has to load is "loading" before its first line, and the work is "speaking" after each line. `left` is
    how many seconds the stage will go on, None where that is not known.
    """

    def __call__(self, stage: str, done: int, total: int, left: float | None = None, /) -> None:
        """Show it."""

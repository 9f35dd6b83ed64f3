"""What has just happened, for a screen reader to say aloud."""

from __future__ import annotations

from nicegui import ui


class Status:
    """A line that is always there, so that a screen reader notices what is written into it."""

    def __init__(self) -> None:
        self._line = ui.label().classes("nc-unseen").props("role=status aria-live=polite aria-atomic=true")

    def say(self, text: str) -> None:
        """Let a screen reader say `text`, even if it is the same as before."""
        self._line.set_text(f"{text}\u00a0" if self._line.text == text else text)

"""The buttons that stand beside a line or at a card, and have it heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from nicegui import ui

if TYPE_CHECKING:
    from nightcue.document.tree import Path_
    from nightcue.editor.open_routine import Window


def hear_line(window: Window, path: Path_) -> None:
    """Draw the button that has the text at `path` heard."""
    _button(window, "hear.line", "volume_up", lambda: window.hear.line(path))


def hear_step(window: Window, *paths: Path_) -> None:
    """Draw the button that has these steps heard, one after another."""
    _button(window, "hear.step", "play_arrow", lambda: window.hear.steps(*paths))


def hear_from_here(window: Window, path: Path_) -> None:
    """Draw the button that has everything heard from the step at `path` on."""
    _button(window, "hear.from_here", "playlist_play", lambda: window.hear.from_here(path))


def _button(window: Window, key: str, icon: str, hear: Callable[[], Awaitable[None]]) -> None:
    label = window.words(key)
    button = ui.button(icon=icon, on_click=hear).props("flat round no-caps")
    button.props["aria-label"] = label
    with button:
        ui.tooltip(label)

"""The buttons that stand beside a line or at a card, and have it heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from nicegui import ui

if TYPE_CHECKING:
    from nightcue.document.tree import Path_
    from nightcue.editor.open_routine import BrowserWindow


def hear_line(window: BrowserWindow, path: Callable[[], Path_]) -> None:
    """Draw the button that has the text heard that is at `path` then."""
    _button(window, "hear.line", "volume_up", lambda: window.hear.line(path()))


def hear_steps(window: BrowserWindow, paths: Callable[[], Sequence[Path_]]) -> None:
    """Draw the button that has the steps heard that are at `paths` then, one after another."""
    _button(window, "hear.step", "play_arrow", lambda: window.hear.steps(*paths()))


def hear_from_here(window: BrowserWindow, paths: Callable[[], Sequence[Path_]]) -> None:
    """Draw the button that has everything heard from the first of these steps on."""
    _button(window, "hear.from_here", "playlist_play", lambda: window.hear.from_here(*paths()))


def _button(window: BrowserWindow, key: str, icon: str, hear: Callable[[], Awaitable[None]]) -> None:
    button = ui.button(window.words(key), icon=icon, on_click=hear).props("flat no-caps")
    button.classes("nc-hear-button")

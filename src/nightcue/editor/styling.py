"""How the editor looks: calm, light or dark as the system wishes, and large enough for every finger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from nicegui import ui
from nicegui.element import Element

from nightcue.editor.addresses import INTERFACES
from nightcue.editor.words import words

Named = TypeVar("Named", bound=Element)

_STYLES = sorted(Path(__file__).parent.rglob("*.css"))


def dress() -> None:
    """Give the page that is being drawn its looks."""
    for style in _STYLES:
        ui.add_css(style.read_text(encoding="utf-8"))


def named(element: Named, text: str) -> Named:
    """Let a screen reader say `text` for an element.

    What is filled into a line for `props` is read as further properties, and one that begins with a colon as a program:
    no text but our own may be there.
    """
    element.props["aria-label"] = text
    return element


def heading(text: str, level: int) -> ui.label:
    """Draw a heading; level 1 is the page's own."""
    label = ui.label(text).classes("nc-title" if level == 1 else "nc-heading")
    return label.props(f"role=heading aria-level={level}")


def language_switch(shown: str, address: Callable[[str], str]) -> None:
    """Draw a link to the same page in each other language, which `address` gives."""
    for language in INTERFACES:
        if language != shown:
            link = ui.link(words(language)("language"), address(language)).classes("nc-link")
            link.props(f"lang={language} hreflang={language}")

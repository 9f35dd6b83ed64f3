"""Why something is so: the fact, shown when somebody asks."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.styling import named
from nightcue.safety.facts import Fact


class Reason:
    """A button that shows and hides a fact."""

    def __init__(self, window: BrowserWindow, about: str) -> None:
        self._said = window.words
        self._button = ui.button(self._said("reason.ask"), on_click=self._turn).props("no-caps flat dense")
        named(self._button, self._said("reason.ask_of", name=about))
        self._text = ui.label().classes("nc-reason")
        self._text.set_visibility(False)
        self._tell()

    def show(self, fact: Fact | None) -> None:
        """Have this fact to show; without one, there is nothing to ask."""
        self._button.set_visibility(fact is not None)
        if fact is None:
            self._text.set_visibility(False)
            return
        evidence = self._said(f"reason.evidence.{fact.evidence}")
        self._text.set_text(self._said("reason.fact", text=fact.text.in_language(self._said.tag), evidence=evidence))

    def _turn(self) -> None:
        self._text.set_visibility(not self._text.visible)
        self._tell()

    def _tell(self) -> None:
        self._button.props["aria-expanded"] = "true" if self._text.visible else "false"
        self._button.update()

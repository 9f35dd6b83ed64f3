"""Boxes that are typed in, and keep what is typed however late the page hears from the editor."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from nicegui.awaitable_response import AwaitableResponse, NullResponse

_NOTHING_YET = object()


class TypedLine(ui.input):
    """A box of one line.

    NiceGUI follows every value that it sets with `updateValue`, which puts the value that the page was told last back
    into the box, over what was typed in the meantime. Only where the value is that same one does the page need it.
    """

    _told: object = _NOTHING_YET

    def run_method(self, name: str, *args: Any, timeout: float = 1) -> AwaitableResponse:
        """Run a method in the page; `updateValue` where the page would not show the value without it."""
        if name == "updateValue" and self._told != self.value:
            return NullResponse()
        return super().run_method(name, *args, timeout=timeout)

    def _to_dict(self) -> dict[str, Any]:
        told = super()._to_dict()
        if "preserved_props" not in told:
            self._told = self.value
        return told


class TypedText(TypedLine, ui.textarea):
    """A box of several lines."""

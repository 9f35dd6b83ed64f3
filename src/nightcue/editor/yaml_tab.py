"""The routine as YAML, beside its cards."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.open_routine import Window


def draw(window: Window) -> None:
    """Draw the text of the routine in `window`, to be changed."""
    routine = window.routine

    def typed(text: str) -> None:
        if text != routine.document.text:
            routine.document.replace_text(text)
            routine.changed()

    area = ui.textarea(window.words("tabs.yaml"), value=routine.document.text)
    area.on_value_change(lambda event: typed(event.value))
    area.classes("nc-yaml").props("outlined")
    window.on_text(lambda: area.set_value(routine.document.text))

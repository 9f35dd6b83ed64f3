"""Boxes to type in, each below its label, which stays readable however narrow the page is."""

from __future__ import annotations

from collections.abc import Callable

from nicegui.elements.mixins.text_element import TextElement

from nightcue.editor.typed_box import TypedLine, TypedText

Typed = Callable[[str], object]


def label_above(text: str) -> TextElement:
    """Draw the label of a field that follows it."""
    return TextElement(tag="label", text=text).classes("nc-label")


def text_box(label: TextElement, typed: Typed) -> TypedText:
    """Draw a box for a text, which grows as the text gets longer; `typed` gets what is in it after every key."""
    box = TypedText(on_change=lambda event: typed(str(event.value or "")))
    label.props["for"] = box.html_id
    return box.props("outlined dense autogrow rows=1").classes("nc-wide")


def short_box(label: TextElement, typed: Typed) -> TypedLine:
    """Draw a box for a few signs, such as a number."""
    box = TypedLine(on_change=lambda event: typed(str(event.value or "").strip()))
    label.props["for"] = box.html_id
    return box.props("outlined dense autocomplete=off").classes("nc-wide")

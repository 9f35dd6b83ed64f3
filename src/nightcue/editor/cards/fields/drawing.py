"""Which field is drawn for what is taken."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nicegui import ui

from nightcue.editor.cards.fields.choice_fields import ChoiceField, SidesField, YesNoField
from nightcue.editor.cards.fields.field import Field
from nightcue.editor.cards.fields.lines_field import LinesField
from nightcue.editor.cards.fields.special_fields import CountField, QuestionsField
from nightcue.editor.cards.fields.text_fields import NumberField, TextField
from nightcue.editor.cards.fields.time_fields import TimeField, WindowField
from nightcue.editor.cards.shapes import Shape, Takes, shape_of
from nightcue.editor.cards.spot import Spot
from nightcue.language.fields import Fields
from nightcue.language.labels import Label, group_of

DRAWN: Mapping[Takes, type[Field]] = MappingProxyType(
    {
        "duration": TimeField,
        "window": WindowField,
        "number": NumberField,
        "choice": ChoiceField,
        "sides": SidesField,
        "yes or no": YesNoField,
        "text": TextField,
        "texts": LinesField,
        "lines": LinesField,
        "other": TextField,
    }
)
SPECIAL: Mapping[tuple[str, str], type[Field]] = MappingProxyType(
    {("safety", "ask"): QuestionsField, ("movement", "count"): CountField}
)
"""Fields that are drawn by what they are about, by their group and name."""


def draw_field(spot: Spot, model: type[Fields], name: str) -> list[Field]:
    """Draw a field of `model` at `spot`, or the fields in it, and return them."""
    shape = shape_of(model, name)
    label = spot.editing.labels.of(model, name)
    if shape.takes == "fields" and shape.model is not None:
        return _draw_group(spot, shape, label)
    field = SPECIAL.get((group_of(model, name), name)) or DRAWN[shape.takes]
    return [field(spot, label, shape)]


def _draw_group(spot: Spot, shape: Shape, label: Label) -> list[Field]:
    assert shape.model is not None
    fields: list[Field] = []
    with ui.element("fieldset").classes("nc-group"):
        with ui.element("legend"):
            ui.label(label.label).classes("nc-name")
        ui.label(label.help).classes("nc-said nc-help")
        with ui.row().classes("nc-fields"):
            for name in shape.model.written():
                fields += draw_field(spot.inside(name), shape.model, name)
    return fields

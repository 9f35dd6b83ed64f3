"""What each field of a step takes, from the models: it decides how the field is drawn in a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import NoneType
from typing import Any, Literal, get_args

from nightcue.language.choices import OneOf, Sides
from nightcue.language.detail import Line
from nightcue.language.fields import Fields
from nightcue.language.step import AnyStep, Step
from nightcue.language.texts import Spoken, Text
from nightcue.language.until_tap import LengthOfWindow
from nightcue.language.values import LengthOfTime, WholeNumber

Takes = Literal[
    "duration", "window", "number", "choice", "sides", "yes or no", "text", "texts", "lines", "fields", "steps", "other"
]
"""`window` is a duration that may wait for a tap, `lines` are texts of which each may be for the full form alone."""

_BY_ANNOTATION: tuple[tuple[Any, Takes], ...] = (
    (list[Line], "lines"),
    (list[Text], "texts"),
    (list[AnyStep], "steps"),
    (get_args(Sides)[0], "sides"),
    (bool, "yes or no"),
    (Spoken, "text"),
)


@dataclass(frozen=True)
class Shape:
    """What a field takes, with its limits, the words to choose from, or the model of the fields in it."""

    takes: Takes
    least: int | None = None
    most: int | None = None
    words: tuple[str, ...] = ()
    model: type[Fields] | None = None
    is_needed: bool = False
    default: Any = None


def shape_of(model: type[Fields], name: str) -> Shape:
    """Return the shape of a field by its name in a file."""
    field = model.written()[name]
    is_needed = field.is_required()
    default = None if is_needed else field.default
    return replace(_shape(field.annotation, field.metadata), is_needed=is_needed, default=default)


def fields_of(kind: str) -> dict[str, Shape]:
    """Return the shape of every field of a kind of step, in the order of its model."""
    model = Step.kinds[kind]
    return {name: shape_of(model, name) for name in model.written()}


def _shape(annotation: Any, metadata: Iterable[Any]) -> Shape:
    for each in metadata:
        match each:
            case LengthOfWindow():
                return Shape("window")
            case LengthOfTime():
                return Shape("duration")
            case WholeNumber():
                return Shape("number", each.least, each.most)
            case OneOf():
                return Shape("choice", words=each.words)
    if takes := next((takes for one, takes in _BY_ANNOTATION if one == annotation), None):
        return Shape(takes)
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return Shape("fields", model=annotation)
    given = [inner for inner in get_args(annotation) if inner is not NoneType]
    if len(given) == 1 and NoneType in get_args(annotation):
        inner = given[0]
        return _shape(getattr(inner, "__origin__", inner), getattr(inner, "__metadata__", ()))
    return Shape("other")

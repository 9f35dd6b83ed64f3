"""Finding the variables that are durations, so that 25 in `vars: {hold: 25}` is said as 25 seconds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from nightcue.language.fields import Fields
from nightcue.language.source import Mapping, Scalar, Sequence
from nightcue.language.step import Step
from nightcue.language.values import LengthOfTime
from nightcue.language.variables import lone_variable
from nightcue.language.window_cues import Cues


def length_variables(content: Any) -> frozenset[str]:
    """Return the variables that are the whole value of a duration field anywhere in `content`."""
    return frozenset(_lengths(content))


def _lengths(value: Any) -> Iterator[str]:
    if isinstance(value, Sequence):
        for item in value:
            yield from _lengths(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key in _fields() and isinstance(item, Scalar) and (name := lone_variable(item)):
                yield name
            yield from _lengths(item)


@cache
def _fields() -> frozenset[str]:
    """Return the names of all duration fields, and of the step kinds that take a bare duration."""
    bare = {step.kind for step in Step.kinds.values() if step.bare in _lengths_of(step)}
    return frozenset(bare.union(_lengths_of(Cues), *map(_lengths_of, Step.kinds.values())))


def _lengths_of(model: type[Fields]) -> set[str]:
    fields = model.written().items()
    return {name for name, field in fields if any(isinstance(one, LengthOfTime) for one in field.metadata)}

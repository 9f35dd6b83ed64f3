"""Validating the content of a file against a model, with every error in plain words at its place in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.durations import words_for_and
from nightcue.language.placing import where_written
from nightcue.language.source import Mapping, Scalar, Sequence, Value
from nightcue.language.step import Step

Model = TypeVar("Model", bound=BaseModel)
_SHORT = 60


@dataclass
class PlainFile:
    """The validation context of a file without variables, such as a fact sheet; it collects the problems."""

    path: Path = Path()
    problems: list[Diagnostic] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    mistaken: dict[Span, str] = field(default_factory=dict)
    used: dict[tuple[str, str], Span] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def may_guess(self) -> bool:
        """Return True: such a file has few problems."""
        return True


def checked(model: type[Model], content: Mapping, context: Any) -> Model | None:
    """Return `content` as a `model`, or None if it is invalid; add what is wrong to `context.problems`."""
    try:
        return model.model_validate(content, context=context)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            at = _found(problem["loc"], content)
            if problem["type"] != "missing" or not _is_mistaken(problem["loc"][-1], at.within, context):
                context.problems.append(where_written(_diagnostic(problem, at), at.value, context))
        return None


@dataclass(frozen=True)
class _Found:
    """What a validation location points at: its place, the value, and the mapping that it is in."""

    span: Span
    value: Value
    within: Value


def _is_mistaken(name: int | str, within: Value, context: Any) -> bool:
    """Return whether a field is missing only because its key is misspelt, which is reported already."""
    places = within.key_spans.values() if isinstance(within, Mapping) else ()
    return any(context.mistaken.get(place) == name for place in places)


def _diagnostic(problem: Any, at: _Found) -> Diagnostic:
    """Return a validation error in plain words, at its place in the file."""
    kind, location, context = problem["type"], problem["loc"], problem.get("ctx") or {}
    if kind == "missing":
        return Diagnostic(at.span, "missing-key", f"'{location[-1]}' is missing here", f"write {location[-1]}: …")
    if kind in {"too_short", "too_long"}:
        few = kind == "too_short"
        limit = context["min_length"] if few else context["max_length"]
        return Diagnostic(at.span, "wrong-length", f"{'at least' if few else 'at most'} {limit} must stand here")
    if kind == "list_type" and at.value == "":
        hint = f"begin each item under '{location[-1]}:' with a dash"
        return Diagnostic(at.span, "wrong-shape", f"nothing stands under '{location[-1]}'", hint)
    if kind == "list_type":
        return Diagnostic(at.span, "wrong-shape", "a list belongs here", _as_list(location[-1], at.value))
    return Diagnostic(at.span, kind, problem["msg"], context.get("hint"))


def _as_list(name: int | str, value: Value) -> str:
    """Return a hint that shows the value of a field as a list, if it is a few words."""
    between = rf" *[,/;|] *| +(?:{'|'.join(words_for_and())}) +"
    words = re.split(between, value[:_SHORT]) if isinstance(value, Scalar) else []
    if len(value) < _SHORT and len(words) > 1 and all(words):
        return f"write {name}: [{', '.join(map(one_line, words))}]"
    return "start each item on its own line with a dash"


def _found(location: tuple[int | str, ...], content: Mapping) -> _Found:
    """Return what a validation location points at; the place is that of a text, or else of its key."""
    value: Value = content
    within: Value = content
    span = content.span
    for before, part in zip((None, *location), location, strict=False):
        kind = next(iter(value), "") if isinstance(value, Mapping) and isinstance(before, int) else ""
        if isinstance(value, Mapping) and part not in value and kind in Step.kinds:
            # a location leaves out the kind of a step
            span, value = value.key_spans[kind], value[kind]
        within = value
        if isinstance(value, Mapping) and part in value:
            span, value = value.key_spans[str(part)], value[str(part)]
        elif isinstance(value, Sequence) and isinstance(part, int):
            value = value[part]
            span = value.span
    return _Found(value.span if isinstance(value, Scalar) else span, value, within)

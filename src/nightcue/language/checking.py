"""Holding what a file says against a model, and telling what is wrong in nightcue's words, each at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.language.source import Mapping, Scalar, Sequence, Value
from nightcue.language.step import Step

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class PlainFile:
    """The context for a file without variables, such as a fact sheet; problems are kept in it."""

    problems: list[Diagnostic] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)

    def may_guess(self) -> bool:
        """Such files come with nightcue and have few problems."""
        return True


def checked(model: type[Model], content: Mapping, context: Any) -> Model | None:
    """`content` as a `model`, or None; what is wrong is added to `context.problems`."""
    try:
        return model.model_validate(content, context=context)
    except ValidationError as error:
        context.problems += [_diagnostic(problem, content) for problem in error.errors(include_url=False)]
        return None


def _diagnostic(problem: Any, content: Mapping) -> Diagnostic:
    """A validation error in nightcue's words, at its place in the file."""
    kind, location, context = problem["type"], problem["loc"], problem.get("ctx") or {}
    span = _place(location, content)
    if kind == "missing":
        return Diagnostic(span, "missing-key", f"'{location[-1]}' is missing here")
    if kind in {"too_short", "too_long"}:
        few = kind == "too_short"
        limit = context["min_length"] if few else context["max_length"]
        return Diagnostic(span, "wrong-length", f"{'at least' if few else 'at most'} {limit} must stand here")
    if kind == "list_type":
        return Diagnostic(span, "wrong-shape", "a list belongs here", "start each item on its own line with a dash")
    return Diagnostic(span, kind, problem["msg"], context.get("hint"))


def _place(location: tuple[int | str, ...], content: Mapping) -> Span:
    """The place that a validation location points at: the value where it is text, else its key."""
    value: Value = content
    span = content.span
    for before, part in zip((None, *location), location, strict=False):
        kind = next(iter(value), "") if isinstance(value, Mapping) and isinstance(before, int) else ""
        if isinstance(value, Mapping) and part not in value and kind in Step.kinds:
            # a step, an item of a list, is one key, its kind, which a location leaves out
            span, value = value.key_spans[kind], value[kind]
        if isinstance(value, Mapping) and part in value:
            span, value = value.key_spans[str(part)], value[str(part)]
        elif isinstance(value, Sequence) and isinstance(part, int):
            value = value[part]
            span = value.span
    return value.span if isinstance(value, Scalar) else span

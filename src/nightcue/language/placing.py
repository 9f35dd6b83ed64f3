"""Placing the diagnostic of a refused value: at its field, or at the variable that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.source import Scalar
from nightcue.language.values import FileContext, context_of
from nightcue.language.variables import lone_variable, notation_hint

NOT_OF_THE_VALUE = frozenset({"missing-key", "unknown-key", "unknown-variable", "unknown-language"})
"""Codes of problems that another value of the variable would not mend."""


@contextmanager
def told_at(place: Span, info: ValidationInfo, value: Any = None) -> Iterator[None]:
    """Report a refusal of `value` in this block at `place`, and go on after the block."""
    try:
        yield
    except PydanticCustomError as problem:
        hint = (problem.context or {}).get("hint")
        found = Diagnostic(place, problem.type, problem.message(), hint)
        context_of(info).problems.append(where_written(found, value, context_of(info)))


def where_written(problem: Diagnostic, value: Any, context: FileContext) -> Diagnostic:
    """Return `problem` with the field's `value`, moved to the definition of the variable if the value is one."""
    if not isinstance(value, Scalar) or problem.code in NOT_OF_THE_VALUE:
        return problem
    name = lone_variable(value)
    written = context.variables.get(name) if name else None
    if written is None:
        return replace(problem, hint=notation_hint(value, context.variables) or problem.hint)
    if not isinstance(written, Scalar):
        return replace(
            problem, span=Span(context.path), message=f"--set {name}={one_line(written, 40)}: {problem.message}"
        )
    first = context.used.setdefault((str(name), problem.message), problem.span)
    where = f"on line {first.line}" if first.path == written.span.path else f"in {first.path.name} on line {first.line}"
    return replace(problem, span=written.span, message=f"{problem.message}; it is used {where}")

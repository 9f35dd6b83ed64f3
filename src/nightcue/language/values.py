"""Field types: the base of all, and those for durations and numbers; each reads its value and has a JSON schema.

Each first replaces a value that is only `{name}` by that variable.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.duration_slips import duration_hint
from nightcue.language.durations import parse_duration
from nightcue.language.number_slips import number_hint
from nightcue.language.source import Mapping, Scalar, Sequence
from nightcue.language.variables import VariableError, lone_variable, look_up

if TYPE_CHECKING:
    from nightcue.language.phrases import Speech

AFTER_THE_COLON = "write it behind the colon, or remove the line"
"""The hint for a missing value."""


class FileContext(Protocol):
    """What a field type needs to know of the file: the validation context.

    `variables` has the variables by name, with their places unless they come from --set. `mistaken` has the places of
    misspelt keys, each with the field that was meant. `used` has the place where a variable was first found wrong, by
    its name and the message.
    """

    path: Path
    variables: dict[str, str]
    lengths: frozenset[str]
    speech: Speech
    problems: list[Diagnostic]
    mistaken: dict[Span, str]
    used: dict[tuple[str, str], Span]
    texts: list[str]

    def file_beside(self, written: Scalar) -> Path:
        """Return the file that `written` names, inside the routine's folder."""

    def folder_beside(self, written: Scalar) -> Path:
        """Return the folder that `written` names, inside the routine's folder."""

    def may_guess(self) -> bool:
        """Return whether to guess a hint, which takes too long for thousands of problems."""

    def part(self, written: Scalar) -> Any:
        """Return the steps of the routine file that `written` names."""


def refusal(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """Return an error for a validator to raise: a stable code, a sentence, a way out."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def context_of(info: ValidationInfo) -> FileContext:
    """Return the validation context: the file being read."""
    return cast(FileContext, info.context)


def scalar(value: Any, wanted: str) -> Scalar:
    """Return `value` if it is a scalar. Raises a refusal that says what is `wanted` otherwise."""
    if not isinstance(value, Scalar):
        found = "a list" if isinstance(value, Sequence) else "a mapping"
        raise refusal("wrong-shape", f"{wanted} belongs here, not {found}", _one_value(value, wanted))
    return value


def _one_value(value: Any, wanted: str) -> str | None:
    """Return a hint that shows one value in place of a list or a mapping."""
    # YAML reads a variable without quotes as a mapping with one key and no value
    if isinstance(value, Mapping) and list(value.values()) == [""]:
        return f'a variable on its own needs quotes: "{{{one_line(next(iter(value)), 40)}}}"'
    if isinstance(value, Mapping) and [*value] == ["full"]:
        return "this is said in both forms: write the line alone"
    values = list(value.values() if isinstance(value, Mapping) else value)
    if not values or not isinstance(values[0], Scalar) or not values[0]:
        return None
    if isinstance(value, Sequence) and wanted == "text":
        return "a text that begins with [ needs quotes"
    return f"one value alone: {one_line(values[0])}"


def resolved(value: Any, info: ValidationInfo, wanted: str) -> Scalar:
    """Return `value`, or the value of the variable if it is only that; its place is that of the field."""
    text = scalar(value, wanted)
    name = lone_variable(text)
    try:
        found = look_up(name, context_of(info).variables) if name is not None else text.strip()
    except VariableError as problem:
        raise refusal("unknown-variable", str(problem), way_out(problem, info)) from None
    if not found:
        raise refusal("missing-value", f"{wanted} is missing here", AFTER_THE_COLON)
    return Scalar(found, text.span)


def way_out(problem: VariableError, info: ValidationInfo) -> str | None:
    """Return the hint of a problem with a variable; None if too many hints were guessed already."""
    return problem.hint if context_of(info).may_guess() else None


class Read(ABC):
    """The base of field types: a pydantic validator from `read`, with a JSON schema."""

    schema: JsonSchemaValue

    @property
    @abstractmethod
    def takes(self) -> str:
        """The values that the field takes, in words for docs/steps.md."""

    @abstractmethod
    def read(self, value: Any, info: ValidationInfo) -> Any:
        """Return `value` as it is stored in the model. Raises a refusal."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


class LengthOfTime(Read):
    """The type of a duration field, with its limits."""

    def __init__(self, shortest: str, longest: str) -> None:
        self.shortest, self.longest = shortest, longest
        self.schema = {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "examples": ["25s", "1m30s", "2 min", "500ms", "1:30", "1h", "{hold}"]},
            ]
        }

    @property
    def takes(self) -> str:
        """The values that the field takes, in words for docs/steps.md."""
        return f"a duration, {self.shortest} to {self.longest}"

    def read(self, value: Any, info: ValidationInfo) -> Fraction:
        """Return the duration in seconds. Raises a refusal if it is not one, or is out of range."""
        text = resolved(value, info, "a duration such as 25s")
        try:
            seconds = parse_duration(text)
        except ValueError as problem:
            hint = duration_hint(text) if context_of(info).may_guess() else None
            raise refusal("bad-duration", one_line(str(problem), 160), hint) from None
        if not parse_duration(self.shortest) <= seconds <= parse_duration(self.longest):
            message = f"from {self.shortest} to {self.longest} is possible here, not {one_line(text, 40)}"
            raise refusal("out-of-range", message)
        return seconds


@dataclass(frozen=True)
class WholeNumber(Read):
    """The type of a field for a whole number, with its limits, both included."""

    least: int
    most: int

    def __post_init__(self) -> None:
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        variable = {"type": "string", "pattern": r"^\s*\{\s*[A-Za-z_][A-Za-z0-9_]*\s*\}\s*$"}
        object.__setattr__(self, "schema", {"anyOf": [number, variable]})

    @property
    def takes(self) -> str:
        """The values that the field takes, in words for docs/steps.md."""
        return f"a whole number, {self.least} to {self.most:,}"

    def read(self, value: Any, info: ValidationInfo) -> int:
        """Return the number. Raises a refusal if it is not one, or is out of range."""
        text = resolved(value, info, "a whole number")
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            hint = number_hint(text, self.least, self.most) if context_of(info).may_guess() else None
            raise refusal("bad-number", f"a whole number belongs here, not {one_line(text, 40)}", hint)
        if not self.least <= int(text) <= self.most:
            raise refusal("out-of-range", f"from {self.least} to {self.most} is possible here, not {text}")
        return int(text)


def as_list(value: Any) -> Any:
    """Return a single value in a list; anything else unchanged."""
    return Sequence([value], value.span) if isinstance(value, Scalar | Mapping) else value


def duration(shortest: str, longest: str) -> Any:
    """Return the field type of a duration between two limits, both included."""
    return LengthOfTime(shortest, longest)


def whole(least: int, most: int) -> Any:
    """Return the field type of a whole number between two limits, both included."""
    return WholeNumber(least, most)


class _Plain(Read):
    takes = "text"
    schema: JsonSchemaValue = {"type": "string"}  # noqa: RUF012

    def read(self, value: Any, info: ValidationInfo) -> Scalar:
        return resolved(value, info, "text")


class _Number(Read):
    takes = "a number"
    schema: JsonSchemaValue = {"type": "number"}  # noqa: RUF012

    def read(self, value: Any, info: ValidationInfo) -> float:
        text = resolved(value, info, "a number")
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
            raise refusal("bad-number", f"a number belongs here, not {one_line(text, 40)}")
        return float(text)


Plain = Annotated[Scalar, _Plain()]
"""Text as it stands, with its place; no variables."""
Number = Annotated[float, _Number()]
"""A number as it stands."""

"""The kinds of value a field can hold, each read from text as written and described for editors.

Every kind first takes the value of a variable when the field is nothing but `{name}`.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, cast

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.duration_slips import duration_hint
from nightcue.language.durations import begins_with_unit, is_duration, is_number, parse_duration
from nightcue.language.number_slips import number_hint
from nightcue.language.source import Mapping, Scalar, Sequence
from nightcue.language.swallowed import missing_text_hint, swallowed
from nightcue.language.variables import (
    LONGEST_TEXT,
    TooLongError,
    UnknownVariableError,
    VariableError,
    fill_in,
    lone_variable,
    look_up,
)

_AFTER_THE_COLON = "write it behind the colon, or remove the line"

if TYPE_CHECKING:
    from nightcue.language.phrases import Speech


_LINE_ENDS = ".!?…,;:—–-"
"""What ends a line of a block as it is; any other line gets a full stop, for it is a sentence."""


class Reading(Protocol):
    """What a value needs to know of the file it stands in.

    `variables` by name, each with its place if the file has it, and without if it was given with --set. `mistaken` has
    the places of keys that are no fields, each with the field that is meant; `used` has the place where a variable was
    first found wrong, by its name and what is wrong.
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
        """The file that `written` names, inside the routine's folder."""

    def folder_beside(self, written: Scalar) -> Path:
        """The folder that `written` names, inside the routine's folder."""

    def may_guess(self) -> bool:
        """Whether to look for what was meant; that takes long, so not for every one of thousands of problems."""

    def part(self, written: Scalar) -> Any:
        """The steps of the routine file that `written` names."""


def refusal(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """An error for a validator to raise: a stable code, a sentence, a way out."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def reading(info: ValidationInfo) -> Reading:
    """The file being read, handed down by whoever started the validation."""
    return cast(Reading, info.context)


def scalar(value: Any, wanted: str) -> Scalar:
    """`value` when it is text as written; otherwise an error that says what was wanted."""
    if not isinstance(value, Scalar):
        found = "a list" if isinstance(value, Sequence) else "a mapping"
        raise refusal("wrong-shape", f"{wanted} belongs here, not {found}", _one_value(value, wanted))
    return value


def _one_value(value: Any, wanted: str) -> str | None:
    """How one value is written in place of a list or a mapping of a few."""
    # a variable without quotes is, to YAML, a mapping with one key and no value
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
    """`value` as written, or the value of the variable that it is nothing but. The place stays that of the field."""
    text = scalar(value, wanted)
    name = lone_variable(text)
    try:
        found = look_up(name, reading(info).variables) if name is not None else text.strip()
    except VariableError as problem:
        raise refusal("unknown-variable", str(problem), _way_out(problem, info)) from None
    if not found:
        raise refusal("missing-value", f"{wanted} is missing here", _AFTER_THE_COLON)
    return Scalar(found, text.span)


def _way_out(problem: VariableError, info: ValidationInfo) -> str | None:
    return problem.hint if reading(info).may_guess() else None


class Read(ABC):
    """A validator made from `read(value, info)`, with the JSON schema that editors see."""

    schema: JsonSchemaValue

    @abstractmethod
    def read(self, value: Any, info: ValidationInfo) -> Any:
        """`value` as the model holds it. Raises a refusal."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


SOME_TIME = "\ue000"
"""What stands in `Spoken.pattern` for a duration: no text can hold it, for no voice could speak it."""


class Spoken(str):
    """Text to be spoken, variables filled in, with the place where it was written.

    `pattern` is the same text with SOME_TIME wherever a variable brought a duration.
    """

    span: Span
    pattern: str

    def __new__(cls, text: str, span: Span, pattern: str) -> Spoken:
        """Keep the place and the pattern beside the text."""
        spoken = super().__new__(cls, text)
        spoken.span = span
        spoken.pattern = pattern
        return spoken


def read_text(value: Any, info: ValidationInfo) -> Spoken:
    """Text to be spoken: variables filled in, durations among them in words."""
    written = scalar(value, "text")
    context = reading(info)
    if not written.strip():
        raise refusal("nothing-to-speak", "a text is missing here", missing_text_hint(written) or _AFTER_THE_COLON)
    if cut := swallowed(written):
        context.problems.append(cut)
    context.texts.append(written)

    def is_length(name: str, value: str, after: str) -> bool:
        return is_duration(value) or (name in context.lengths and is_number(value) and not begins_with_unit(after))

    def spoken(*variable: str) -> str:
        return context.speech.duration(parse_duration(variable[1])) if is_length(*variable) else variable[1]

    def without_lengths(*variable: str) -> str:
        return SOME_TIME if is_length(*variable) else variable[1]

    try:
        text = fill_in(written, context.variables, spoken)
    except VariableError as problem:
        hint = _way_out(problem, info)
        if isinstance(problem, UnknownVariableError) and hint and not hint.startswith("did"):
            hint += f"; for braces in the text, write {{{{{one_line(problem.name, 40)}}}}}"
        raise refusal("unknown-variable", str(problem), hint) from None
    except TooLongError:
        message = f"with its variables filled in, this line has more than {LONGEST_TEXT:,} characters"
        raise refusal("text-too-long", message, "break it into a list of lines") from None
    said = speakable(text)
    pattern = _with_lines_joined(fill_in(written, context.variables, without_lengths)) if "{" in written else said
    return Spoken(said, written.span, pattern)


class _Text(Read):
    schema: JsonSchemaValue = {"type": ["string", "number"]}  # noqa: RUF012

    def read(self, value: Any, info: ValidationInfo) -> Spoken:
        return read_text(value, info)


def speakable(text: str) -> str:
    """Return `text` on one line, on which each line of it is a sentence.

    Raises a refusal when it holds control characters, nothing to speak, or far too much.
    """
    joined = on_one_line(text)
    if not any(c.isalnum() for c in joined):
        raise refusal("nothing-to-speak", "there is nothing to speak in this text")
    return joined


def on_one_line(text: str) -> str:
    """Return the same of a text that may be nothing but signs."""
    if not text.isprintable() and (odd := next(filter(_is_control, text), None)):
        raise refusal("control-character", f"the text holds the control character U+{ord(odd):04X}")
    joined = _with_lines_joined(text)
    if len(joined) > LONGEST_TEXT:
        message = f"{len(joined):,} characters in one line; at most {LONGEST_TEXT:,}"
        raise refusal("text-too-long", message, "break it into a list of lines")
    return joined


def _with_lines_joined(text: str) -> str:
    *lines, last = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    return " ".join([*(line if line[-1] in _LINE_ENDS else f"{line}." for line in lines), last])


def _is_control(character: str) -> bool:
    """Whether a character is no text. One that this Python's Unicode does not know yet, as a new emoji, is text."""
    if unicodedata.category(character) == "Cn":
        return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in "\t\n\r"


class LengthOfTime(Read):
    """The type of a field that holds a length of time between two others."""

    def __init__(self, shortest: str, longest: str) -> None:
        self.shortest, self.longest = shortest, longest
        self.schema = {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "examples": ["25s", "1m30s", "2 min", "500ms", "1:30", "1h", "{hold}"]},
            ]
        }

    def read(self, value: Any, info: ValidationInfo) -> Fraction:
        """The length in seconds. Raises a refusal for what is none, and for one out of range."""
        text = resolved(value, info, "a duration such as 25s")
        try:
            seconds = parse_duration(text)
        except ValueError as problem:
            hint = duration_hint(text) if reading(info).may_guess() else None
            raise refusal("bad-duration", one_line(str(problem), 160), hint) from None
        if not parse_duration(self.shortest) <= seconds <= parse_duration(self.longest):
            message = f"from {self.shortest} to {self.longest} is possible here, not {one_line(text, 40)}"
            raise refusal("out-of-range", message)
        return seconds


@dataclass(frozen=True)
class _Whole(Read):
    least: int
    most: int

    def __post_init__(self) -> None:
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        variable = {"type": "string", "pattern": r"^\s*\{\s*[A-Za-z_][A-Za-z0-9_]*\s*\}\s*$"}
        object.__setattr__(self, "schema", {"anyOf": [number, variable]})

    def read(self, value: Any, info: ValidationInfo) -> int:
        text = resolved(value, info, "a whole number")
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            hint = number_hint(text, self.least, self.most) if reading(info).may_guess() else None
            raise refusal("bad-number", f"a whole number belongs here, not {one_line(text, 40)}", hint)
        if not self.least <= int(text) <= self.most:
            raise refusal("out-of-range", f"from {self.least} to {self.most} is possible here, not {text}")
        return int(text)


def as_list(value: Any) -> Any:
    """One value as a list of it; anything else as it is."""
    return Sequence([value], value.span) if isinstance(value, Scalar | Mapping) else value


Text = Annotated[Spoken, _Text()]
"""A spoken or shown line."""
Lines = Annotated[list[Text], BeforeValidator(as_list, json_schema_input_type=Text | list[Text])]
"""One line or a list of lines."""
Duration = Annotated[Fraction, LengthOfTime("0s", "12h")]
"""Seconds, exact."""


def duration(shortest: str, longest: str) -> Any:
    """The field type of a duration between two others, both included."""
    return LengthOfTime(shortest, longest)


def whole(least: int, most: int) -> Any:
    """The field type of a whole number between two others, both included."""
    return _Whole(least, most)


class _Plain(Read):
    schema: JsonSchemaValue = {"type": "string"}  # noqa: RUF012

    def read(self, value: Any, info: ValidationInfo) -> Scalar:
        return resolved(value, info, "text")


class _Number(Read):
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

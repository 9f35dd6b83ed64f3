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

from nightcue.language.diagnostics import Diagnostic, Span, did_you_mean, one_line
from nightcue.language.durations import begins_with_unit, is_duration, is_number, parse_duration
from nightcue.language.phrase_models import Side
from nightcue.language.source import Mapping, Scalar, Sequence
from nightcue.language.variables import LONGEST_TEXT, TooLongError, VariableError, fill_in, lone_variable, look_up

if TYPE_CHECKING:
    from nightcue.language.phrases import Speech


_LINE_ENDS = ".!?…,;:—–-"
"""What ends a line of a block as it is; any other line gets a full stop, for it is a sentence."""


class Reading(Protocol):
    """What a value needs to know of the file it stands in."""

    variables: dict[str, str]
    lengths: frozenset[str]
    speech: Speech
    problems: list[Diagnostic]

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
        # a variable without quotes is, to YAML, a mapping with one key and no value
        unquoted = isinstance(value, Mapping) and list(value.values()) == [""]
        hint = f'a variable on its own needs quotes: "{{{one_line(next(iter(value)), 40)}}}"' if unquoted else None
        raise refusal("wrong-shape", f"{wanted} belongs here, not {found}", hint)
    return value


def resolved(value: Any, info: ValidationInfo, wanted: str) -> Scalar:
    """`value` as written, or the value of the variable that it is nothing but. The place stays that of the field."""
    text = scalar(value, wanted)
    name = lone_variable(text)
    try:
        found = look_up(name, reading(info).variables) if name is not None else text.strip()
    except VariableError as problem:
        raise refusal("unknown-variable", str(problem), _way_out(problem, info)) from None
    if not found:
        raise refusal("missing-value", f"{wanted} is missing here")
    return Scalar(found, text.span)


def _way_out(problem: VariableError, info: ValidationInfo) -> str | None:
    return problem.hint if reading(info).may_guess() else None


class _Read(ABC):
    """A validator made from `read(value, info)`, with the JSON schema that editors see."""

    schema: JsonSchemaValue

    @abstractmethod
    def read(self, value: Any, info: ValidationInfo) -> Any: ...

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

    def is_length(name: str, value: str, after: str) -> bool:
        return is_duration(value) or (name in context.lengths and is_number(value) and not begins_with_unit(after))

    def spoken(*variable: str) -> str:
        return context.speech.duration(parse_duration(variable[1])) if is_length(*variable) else variable[1]

    def without_lengths(*variable: str) -> str:
        return SOME_TIME if is_length(*variable) else variable[1]

    try:
        text = fill_in(written, context.variables, spoken)
    except VariableError as problem:
        raise refusal("unknown-variable", str(problem), _way_out(problem, info)) from None
    except TooLongError:
        message = f"with its variables filled in, this line has more than {LONGEST_TEXT:,} characters"
        raise refusal("text-too-long", message, "break it into a list of lines") from None
    said = speakable(text)
    pattern = _with_lines_joined(fill_in(written, context.variables, without_lengths)) if "{" in written else said
    return Spoken(said, written.span, pattern)


class _Text(_Read):
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
    if odd := next(filter(_is_control, text), None):
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


class LengthOfTime(_Read):
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
            hint = "durations are written 25s, 1m30s, 2 min, 500ms, 1:30 or 1h"
            raise refusal("bad-duration", one_line(str(problem), 160), hint) from None
        if not parse_duration(self.shortest) <= seconds <= parse_duration(self.longest):
            message = f"from {self.shortest} to {self.longest} is possible here, not {one_line(text, 40)}"
            raise refusal("out-of-range", message)
        return seconds


@dataclass(frozen=True)
class _Whole(_Read):
    least: int
    most: int

    def __post_init__(self) -> None:
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        variable = {"type": "string", "pattern": r"^\s*\{\s*[A-Za-z_][A-Za-z0-9_]*\s*\}\s*$"}
        object.__setattr__(self, "schema", {"anyOf": [number, variable]})

    def read(self, value: Any, info: ValidationInfo) -> int:
        text = resolved(value, info, "a whole number")
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            raise refusal("bad-number", f"a whole number belongs here, not {one_line(text, 40)}")
        if not self.least <= int(text) <= self.most:
            raise refusal("out-of-range", f"from {self.least} to {self.most} is possible here, not {text}")
        return int(text)


class _Sides(_Read):
    schema: JsonSchemaValue = {  # noqa: RUF012
        "anyOf": [
            {"type": "array", "items": {"enum": ["left", "right"]}, "uniqueItems": True},
            {"enum": ["left", "right", "none"]},
        ]
    }

    def read(self, value: Any, info: ValidationInfo) -> tuple[Side, ...]:
        if isinstance(value, Scalar) and value == "none":
            return ()
        items = value if isinstance(value, Sequence) else [value]
        sides = [resolved(item, info, "left or right") for item in items]
        wrong = next((side for side in sides if side not in {"left", "right"}), None)
        if wrong is not None:
            message = f"a side is left or right, not '{one_line(wrong, 40)}'"
            raise refusal("unknown-word", message, "write [left, right], or none")
        if len(set(sides)) < len(sides):
            raise refusal("duplicate-side", "the same side twice", "to do it again, use sets")
        return tuple("left" if side == "left" else "right" for side in sides)


@dataclass(frozen=True)
class _Choice(_Read):
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", {"enum": list(self.words)})

    def read(self, value: Any, info: ValidationInfo) -> str:
        text = resolved(value, info, f"one of {', '.join(self.words)}")
        if text not in self.words:
            hint = did_you_mean(text, self.words)
            raise refusal("unknown-word", f"'{one_line(text, 40)}' is not possible here", hint)
        return str(text)


class _YesNo(_Read):
    schema: JsonSchemaValue = {"type": "boolean"}  # noqa: RUF012
    words = dict.fromkeys(("true", "yes", "on"), True) | dict.fromkeys(("false", "no", "off"), False)

    def read(self, value: Any, info: ValidationInfo) -> bool:
        text = resolved(value, info, "true or false")
        if text.lower() not in self.words:
            raise refusal("unknown-word", f"true or false belongs here, not {one_line(text, 40)}")
        return self.words[text.lower()]


def _as_list(value: Any) -> Any:
    return Sequence([value], value.span) if isinstance(value, Scalar | Mapping) else value


Text = Annotated[Spoken, _Text()]
"""A spoken or shown line."""
Lines = Annotated[list[Text], BeforeValidator(_as_list, json_schema_input_type=Text | list[Text])]
"""One line or a list of lines."""
Duration = Annotated[Fraction, LengthOfTime("0s", "12h")]
"""Seconds, exact."""


def duration(shortest: str, longest: str) -> Any:
    """The field type of a duration between two others, both included."""
    return LengthOfTime(shortest, longest)


def whole(least: int, most: int) -> Any:
    """The field type of a whole number between two others, both included."""
    return _Whole(least, most)


def choice(*words: str) -> Any:
    """The field type of one word out of a few."""
    return _Choice(words)


Sides = Annotated[tuple[Side, ...], _Sides()]
"""The sides to do in turn; none of them for both legs at once."""
YesNo = Annotated[bool, _YesNo()]
"""true or false, also yes, no, on, off."""


class _Plain(_Read):
    schema: JsonSchemaValue = {"type": "string"}  # noqa: RUF012

    def read(self, value: Any, info: ValidationInfo) -> Scalar:
        return resolved(value, info, "text")


class _Number(_Read):
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

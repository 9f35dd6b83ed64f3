"""Reading texts to be spoken or shown: variables are filled in, and the lines of a block become sentences."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo
from pydantic.json_schema import JsonSchemaValue

from nightcue.language.diagnostics import Span, one_line
from nightcue.language.durations import begins_with_unit, is_duration, is_number, parse_duration
from nightcue.language.swallowed import missing_text_hint, swallowed
from nightcue.language.values import AFTER_THE_COLON, Read, as_list, context_of, refusal, scalar, way_out
from nightcue.language.variables import LONGEST_TEXT, TooLongError, UnknownVariableError, VariableError, fill_in

_LINE_ENDS = ".!?…,;:—–-"
"""Marks that can end a line of a block; any other line gets a full stop."""

SOME_TIME = "\ue000"
"""The placeholder for a duration in `Spoken.pattern`: a private-use character, which no text may have."""


class Spoken(str):
    """Text to be spoken, with its variables filled in, and its place.

    `pattern` is the same text with SOME_TIME for every duration that came from a variable.
    """

    span: Span
    pattern: str

    def __new__(cls, text: str, span: Span, pattern: str) -> Spoken:
        """Keep the place and the pattern with the text."""
        spoken = super().__new__(cls, text)
        spoken.span = span
        spoken.pattern = pattern
        return spoken


def read_text(value: Any, info: ValidationInfo) -> Spoken:
    """Return `value` with its variables filled in, durations in words. Raises a refusal if it cannot be spoken."""
    written = scalar(value, "text")
    context = context_of(info)
    if not written.strip():
        raise refusal("nothing-to-speak", "a text is missing here", missing_text_hint(written) or AFTER_THE_COLON)
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
        hint = way_out(problem, info)
        if isinstance(problem, UnknownVariableError) and hint and not hint.startswith("did"):
            hint += f"; for braces in the text, write {{{{{one_line(problem.name, 40)}}}}}"
        raise refusal("unknown-variable", str(problem), hint) from None
    except TooLongError:
        message = f"with its variables filled in, this line has more than {LONGEST_TEXT:,} characters"
        raise refusal("text-too-long", message, "break it into a list of lines") from None
    said = speakable(text)
    pattern = _joined(fill_in(written, context.variables, without_lengths)) if "{" in written else said
    return Spoken(said, written.span, pattern)


class _Text(Read):
    takes = "text"
    schema: JsonSchemaValue = {"type": ["string", "number"]}  # noqa: RUF012

    def read(self, value: Any, info: ValidationInfo) -> Spoken:
        return read_text(value, info)


def speakable(text: str) -> str:
    """Return `text` on one line, its lines as sentences.

    Raises a refusal if it has control characters, nothing to speak, or more than LONGEST_TEXT characters.
    """
    joined = on_one_line(text)
    if not any(c.isalnum() for c in joined):
        raise refusal("nothing-to-speak", "there is nothing to speak in this text")
    return joined


def on_one_line(text: str) -> str:
    """Return the same as `speakable`, and allow a text without a letter or digit."""
    if not text.isprintable() and (odd := next(filter(is_control, text), None)):
        raise refusal("control-character", f"the text holds the control character U+{ord(odd):04X}")
    joined = _joined(text)
    if len(joined) > LONGEST_TEXT:
        message = f"{len(joined):,} characters in one line; at most {LONGEST_TEXT:,}"
        raise refusal("text-too-long", message, "break it into a list of lines")
    return joined


def _joined(text: str) -> str:
    *lines, last = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    return " ".join([*(line if line[-1] in _LINE_ENDS else f"{line}." for line in lines), last])


def is_control(character: str) -> bool:
    """Return whether it is a control character; one that this Python does not know yet, as a new emoji, is not."""
    if unicodedata.category(character) == "Cn":
        return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in "\t\n\r"


Text = Annotated[Spoken, _Text()]
"""A spoken or shown line."""
Texts = Annotated[list[Text], BeforeValidator(as_list, json_schema_input_type=Text | list[Text])]
"""One line or a list of lines."""

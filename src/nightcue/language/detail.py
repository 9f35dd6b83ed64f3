"""The full and the brief form of a routine, and the marker for what only the full form says."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationInfo
from pydantic.json_schema import JsonSchemaValue

from nightcue.language.diagnostics import one_line
from nightcue.language.source import Mapping, Scalar
from nightcue.language.texts import Spoken, read_text
from nightcue.language.values import Read, as_list, refusal

Detail = Literal["full", "brief"]
"""How much a routine explains."""

DETAIL = "detail"
"""The key next to a step's kind."""

_FULL: Detail = "full"


class FullLine(Spoken):
    """A line that only the full form says."""


class _Line(Read):
    takes = "text, or `full: text` for the full form alone"
    schema: JsonSchemaValue = {  # noqa: RUF012
        "anyOf": [
            {"type": ["string", "number"]},
            {
                "type": "object",
                "description": "A line that is said in the full form alone.",
                "properties": {_FULL: {"type": ["string", "number"], "description": "The line."}},
                "required": [_FULL],
                "additionalProperties": False,
            },
        ]
    }

    def read(self, value: Any, info: ValidationInfo) -> Spoken:
        if not isinstance(value, Mapping) or [*value] != [_FULL]:
            return read_text(value, info)
        line = read_text(value[_FULL], info)
        return FullLine(line, line.span, line.pattern)


Line = Annotated[Spoken, _Line()]
Lines = Annotated[list[Line], BeforeValidator(as_list, json_schema_input_type=Line | list[Line])]
"""One line or a list of lines; `full: a line` marks one for the full form only."""


def is_for_full_form(written: Any) -> bool:
    """Return whether a step says `detail: full`. Raises a refusal for any other detail."""
    if not isinstance(written, Scalar) or written.strip().lower() != _FULL:
        shown = f", not '{one_line(written, 40)}'" if isinstance(written, Scalar) else ""
        hint = "a step without it is in both forms"
        raise refusal("unknown-word", f"the detail of a step is full{shown}", hint)
    return True

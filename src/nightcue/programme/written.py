"""What stands in a programme file, as pydantic models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, ValidationInfo

from nightcue.language.diagnostics import Span, one_line
from nightcue.language.fields import Fields
from nightcue.language.phrases import Speech
from nightcue.language.placing import told_at
from nightcue.language.source import Mapping, Scalar
from nightcue.language.texts import on_one_line
from nightcue.language.values import Plain, refusal, resolved, scalar, whole

MOST_WEEKS = 52
"""Weeks of a programme: a year."""


def _version(value: Any, info: ValidationInfo) -> int:
    written = resolved(value, info, "1")
    if written != "1":
        raise refusal(
            "unknown-version", f"version {one_line(written, 40)} is none that is known here", "write version: 1"
        )
    return 1


def _title(value: Scalar) -> Scalar:
    return Scalar(on_one_line(value), value.span)


def _language(value: Any) -> Scalar:
    tag = scalar(value, "a language such as en")
    try:
        return Scalar(Speech(tag).tag, tag.span)
    except ValueError as problem:
        raise refusal("unknown-language", str(problem)) from None


def _settings(value: Any, info: ValidationInfo) -> Mapping:
    if not isinstance(value, Mapping):
        raise refusal("wrong-shape", "names and values belong here", "vars: {hold: 20s}")
    for name, written in value.items():
        with told_at(written.span, info):
            text = scalar(written, f"the value of '{one_line(name, 40)}'")
            if not text.strip():
                raise refusal("missing-value", f"the value of '{one_line(name, 40)}' is missing")
    return value


class WrittenWeek(Fields):
    """One week."""

    routine: Annotated[Plain, Field(description="Its routine: a name, or a path that begins at the programme's file.")]
    nights: Annotated[int, whole(1, 7), Field(description="The nights of the week on which it is done.")] = 7
    vars: Annotated[
        Mapping,
        PlainValidator(_settings, json_schema_input_type=dict[str, str | float]),
        Field(
            default_factory=lambda: Mapping({}, Span(Path()), {}),
            description="Other values for variables of the routine in this week, as --set gives them.",
        ),
    ]


class WrittenProgramme(Fields):
    """A whole programme."""

    version: Annotated[
        int,
        BeforeValidator(_version, json_schema_input_type=Literal[1]),
        Field(description="How programmes are written: 1, so far the only way."),
    ]
    programme: Annotated[Plain, Field(description="Its name: that of the file, without the ending.")]
    title: Annotated[Plain, AfterValidator(_title), Field(description="What players and lists show.")]
    language: Annotated[
        str | None,
        BeforeValidator(_language, json_schema_input_type=str),
        Field(description="The language of its routines, such as en or es; without it, that of whoever listens."),
    ] = None
    weeks: Annotated[
        list[WrittenWeek], Field(min_length=1, max_length=MOST_WEEKS, description="The weeks, in their order.")
    ]

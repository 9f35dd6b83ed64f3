"""include: the steps of another file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import context_of, scalar


def _steps(value: Any, info: ValidationInfo) -> Any:
    return context_of(info).part(scalar(value, "the path of a routine file"))


class Include(Step):
    """The steps of another routine file, with this routine's variables."""

    kind = "include"
    bare = "steps"
    example = """
- include: parts/when-to-get-help.yaml
"""
    takes = {"steps": "the path of a routine file"}  # noqa: RUF012

    steps: Annotated[
        Sequence[Step],
        BeforeValidator(_steps, json_schema_input_type=str),
        Field(description="A routine file inside this routine's own folder, such as parts/safety.yaml."),
    ]

    def unroll(self, cues: Unrolling) -> None:
        """Write the steps of the other file."""
        cues.nested(self.kind, self.steps)

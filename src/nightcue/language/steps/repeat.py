"""repeat: the same steps several times over."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nightcue.language.step import AnyStep, Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import whole


class Repeat(Step):
    """Steps that are done several times over."""

    kind = "repeat"
    example = """
- repeat:
    times: 3
    steps:
      - say: Breathe in, and out.
      - pause: 8s
"""
    takes = {"steps": "a list of steps"}  # noqa: RUF012

    times: Annotated[int, whole(1, 100_000), Field(description="How many times.")]
    steps: Annotated[list[AnyStep], Field(min_length=1, description="The steps to repeat.")]

    def unroll(self, cues: Unrolling) -> None:
        """Write the steps once for each time."""
        cues.nested(self.kind, self.steps, self.times)

"""say: lines to speak."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nightcue.language.detail import Lines
from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling


class Say(Step):
    """One line to speak, or a list of lines with the gap between them."""

    kind = "say"
    bare = "lines"
    example = """
- say: Good evening. Sit down on the edge of the bed.
- say:
    - Put a cushion within reach.
    - "One more thing: keep the light low."
"""

    lines: Annotated[Lines, Field(min_length=1, description="A line, or a list of lines. {name} is a variable.")]

    def unroll(self, cues: Unrolling) -> None:
        """Speak the lines."""
        cues.say(*self.lines)

"""rest: a line, then time to rest."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from nightcue.language.detail import Lines
from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.until_tap import window


class Rest(Step):
    """Time to rest, or to hold a comfortable position."""

    kind = "rest"
    example = """
- rest: {duration: 90s, say: Rest your calves on the cushion.}
"""
    windows = {"rest": "a `rest`"}  # noqa: RUF012

    duration: Annotated[Fraction, window("0s", "12h"), Field(description="How long the rest lasts.")]
    say: Annotated[Lines, Field(description="What is said before it.")] = []  # noqa: RUF012

    def unroll(self, cues: Unrolling) -> None:
        """Speak, then keep the rest."""
        cues.say(*self.say)
        cues.window("rest", self.duration)

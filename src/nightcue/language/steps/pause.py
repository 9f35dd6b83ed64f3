"""pause: silence."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import duration


class Pause(Step):
    """Silence of exactly this length, from the end of the line before it."""

    kind = "pause"
    bare = "seconds"
    example = """
- pause: 1m30s
"""
    windows = {"pause": "the silence of a `pause`"}  # noqa: RUF012

    seconds: Annotated[Fraction, duration("0s", "12h"), Field(description="How long the silence lasts.")]

    def unroll(self, cues: Unrolling) -> None:
        """Keep the silence."""
        cues.window("pause", self.seconds)

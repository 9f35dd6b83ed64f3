"""pause: silence, for an exact time or until the listener is ready."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.until_tap import window


class Pause(Step):
    """Silence of exactly this length, from the end of the line before it, or until a tap."""

    kind = "pause"
    bare = "seconds"
    example = """
- pause: 1m30s
- pause: {until: tap, at most: 2m}
"""
    windows = {"pause": "the silence of a `pause`"}  # noqa: RUF012

    seconds: Annotated[Fraction, window("0s", "12h"), Field(description="How long the silence lasts.")]

    def unroll(self, cues: Unrolling) -> None:
        """Keep the silence."""
        cues.window("pause", self.seconds)

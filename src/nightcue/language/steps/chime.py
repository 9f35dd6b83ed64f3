"""chime: a short signal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nightcue.language.choices import choice
from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling


class Chime(Step):
    """A short, quiet signal."""

    kind = "chime"
    bare = "name"
    example = """
- chime: soft
"""

    name: Annotated[str, choice("soft", "wood"), Field(description="Which signal.")]

    def unroll(self, cues: Unrolling) -> None:
        """Sound it."""
        cues.chime(self.name)

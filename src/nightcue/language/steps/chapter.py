"""chapter: where a new part of the track begins."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nightcue.language.step import Step
from nightcue.language.texts import Text
from nightcue.language.unrolling import Unrolling


class Chapter(Step):
    """A chapter starts here. Its title is shown by players and is not spoken."""

    kind = "chapter"
    bare = "title"
    example = """
- chapter: Calf stretch
"""

    title: Annotated[Text, Field(description="The title that players show; not spoken.")]

    def unroll(self, cues: Unrolling) -> None:
        """Mark the start of the chapter."""
        cues.chapter(self.title)

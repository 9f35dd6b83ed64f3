"""audio: a recording of one's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from nightcue.language.path_fields import Named, named_file
from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling


class Audio(Step):
    """A sound file, played as it is."""

    kind = "audio"
    bare = "file"
    example = """
- audio: good-night.wav
"""
    takes = {"file": "the path of a sound file"}  # noqa: RUF012

    file: Annotated[
        Named,
        BeforeValidator(named_file, json_schema_input_type=str),
        Field(description="A WAV, FLAC, OGG or MP3 file inside this routine's own folder."),
    ]

    def unroll(self, cues: Unrolling) -> None:
        """Play the file."""
        cues.recording(self.file.path, self.span)

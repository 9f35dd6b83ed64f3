"""audio: a recording of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import reading, scalar


def _file(value: Any, info: ValidationInfo) -> Path:
    return reading(info).file_beside(scalar(value, "the path of a sound file"))


class Audio(Step):
    """A sound file, played as it is."""

    kind = "audio"
    bare = "file"

    file: Annotated[
        Path,
        BeforeValidator(_file, json_schema_input_type=str),
        Field(description="A WAV, FLAC, OGG or MP3 file inside this routine's own folder."),
    ]

    def unroll(self, cues: Unrolling) -> None:
        """Play the file."""
        cues.recording(self.file, self.span)

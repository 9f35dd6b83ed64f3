"""The lines of the shipped routines, each different one once, as a voice speaks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from nightcue.audio.clip import Clip
from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.language.library import shelves
from nightcue.voices.batch import speak_all
from nightcue.voices.catalogue import open_voice
from nightcue.voices.voice import Pace


def shipped(language: str) -> list[Path]:
    """The files of the shipped routines of `language`."""
    return [shelved.path for shelved in shelves() if shelved.language == language and not shelved.own]


def lines_of(paths: Iterable[Path]) -> dict[str, str]:
    """Every different line that the routines at `paths` can say, and how it is respelled for a voice."""
    lines: dict[str, str] = {}
    for path in paths:
        routine, script = script_for(BuildRequest(path))
        lines = lines_to_speak(routine, script.texts()) | lines
    return lines


def finished(lines: Mapping[str, str], voice: str, language: str, pace: Pace = "calm") -> dict[str, Clip]:
    """Each of `lines` as the clip that a track would place: respelled, levelled, trimmed. Raises VoiceError."""
    with open_voice(voice, language, pace) as speaker:
        clips = speak_all(speaker, lines.values())
    return {line: clips[said] for line, said in lines.items()}

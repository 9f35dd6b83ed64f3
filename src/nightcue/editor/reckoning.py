"""The timeline of a routine that is still written: exact where its lines are kept, and reckoned where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nightcue.building.forms import forms_of
from nightcue.building.options import request_for
from nightcue.building.speaking import Speaking
from nightcue.language.script import CHARACTERS_A_SECOND
from nightcue.language.unsaved import unsaved
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import EventKind, LengthOf, Timeline


@dataclass(frozen=True)
class Reckoned:
    """A timeline, and the lines whose length is only reckoned."""

    timeline: Timeline
    guessed: frozenset[str]


def reckon(path: Path, text: str) -> Reckoned:
    """Return the timeline of the routine file at `path` as its `text` is now, without speaking anything.

    Nothing is judged. Raises RoutineError for what cannot be read or does not fit, and VoiceError for a voice that is
    not there.
    """
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.building.clips import recorded_clips

    with unsaved({path: text}):
        request = request_for(path)
        forms = forms_of(request)
    script = forms.script
    here = {key: len(clip) for key, clip in recorded_clips(forms.routine, script, request.recordings).items()}
    lines = {text for text in script.texts() if ("speech", text) not in here}
    kept = Speaking(request, forms.profile, forms.routine, script).kept_lengths(lines)
    guessed = {line: round(len(line) / CHARACTERS_A_SECOND * SAMPLE_RATE) for line in lines - kept.keys()}
    timeline = schedule(script, _lengths(here, {**kept, **guessed}), SAMPLE_RATE)
    return Reckoned(timeline, frozenset(guessed))


def _lengths(here: Mapping[tuple[EventKind, str], int], spoken: Mapping[str, int]) -> LengthOf:
    def length_of(kind: EventKind, text: str) -> int:
        found = here.get((kind, text))
        return spoken[text] if found is None else found

    return length_of

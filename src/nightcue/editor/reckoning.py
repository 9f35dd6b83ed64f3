"""The timeline of a routine that is still written: exact where its lines are kept, and reckoned where they are not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nightcue.building.forms import forms_of
from nightcue.building.options import request_for
from nightcue.building.speaking import Speaking
from nightcue.language.script import CHARACTERS_A_SECOND, Script, Window
from nightcue.language.unsaved import unsaved
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import EventKind, LengthOf, Timeline


@dataclass(frozen=True)
class Reckoned:
    """A timeline, the lines whose length is only reckoned, and what has no room in its window."""

    timeline: Timeline
    guessed: frozenset[str]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class LeftOut:
    """A line or a chime that was to be heard from sample `start` to `end`, and runs into `other`; None is the end."""

    start: int
    end: int
    text: str
    other: str | None


def reckon(path: Path, text: str) -> Reckoned:
    """Return the timeline of the routine file at `path` as its `text` is now, without speaking anything.

    Nothing is judged. Raises RoutineError for what cannot be read or does not fit, and VoiceError for a voice that is
    not there.
    """
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.audio.mp3.frames import FRAME_SAMPLES
    from nightcue.building.clips import recorded_clips

    with unsaved({path: text}):
        request = request_for(path)
        forms = forms_of(request)
    script = forms.script
    here = {key: len(clip) for key, clip in recorded_clips(forms.routine, script, request.recordings).items()}
    lines = {text for text in script.texts() if ("speech", text) not in here}
    kept = Speaking(request, forms.profile, forms.routine, script).kept_lengths(lines)
    guessed = {line: round(len(line) / CHARACTERS_A_SECOND * SAMPLE_RATE) for line in lines - kept.keys()}
    length_of = _lengths(here, {**kept, **guessed})
    timeline = schedule(script, length_of, SAMPLE_RATE, FRAME_SAMPLES)
    return Reckoned(timeline, frozenset(guessed), tuple(_left_out(script, timeline, length_of)))


def _lengths(here: Mapping[tuple[EventKind, str], int], spoken: Mapping[str, int]) -> LengthOf:
    def length_of(kind: EventKind, text: str) -> int:
        found = here.get((kind, text))
        return spoken[text] if found is None else found

    return length_of


def _left_out(script: Script, timeline: Timeline, length_of: LengthOf) -> Iterator[LeftOut]:
    """Yield what the windows of `script` were to have in them, and have not in its `timeline`."""
    windows = (cue for cue in script.cues if isinstance(cue, Window))
    starts = [event.start for event in timeline.events]
    for window, kept in zip(windows, timeline.windows, strict=True):
        inside = timeline.events[bisect_left(starts, kept.start) : bisect_left(starts, kept.end)]
        there = {(event.start, event.text) for event in inside}
        for cue in window.cues:
            offset = round(cue.offset * timeline.rate)
            start = kept.start + offset if cue.anchor == "start" else kept.end - offset
            if (start, cue.text) not in there:
                end = start + length_of(cue.kind, cue.text)
                in_the_way = (event.text for event in inside if event.start < end and start < event.end)
                yield LeftOut(start, end, cue.text, next(in_the_way, None))

"""Making a track in stages: beginnings of it, each longer than the last, to be heard while a voice speaks the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.building.speaking_time import SpeakingTime
from nightcue.debugging import log, log_error
from nightcue.language.script import Chime, Line, Recording, Script, Window

if TYPE_CHECKING:
    from nightcue.building.clips import Clips, Slow
    from nightcue.building.compile import Compiled
    from nightcue.building.forms import Forms
    from nightcue.building.request import BuildRequest
    from nightcue.language.routine import Routine
    from nightcue.language.script import Cue

HANDED = 0.7
"""Seconds in which a stage is written and the player goes over to it."""

SOON = 10.0
"""Seconds of a stage that are left to be heard, from which on the next one is made whatever its length."""


class Stages:
    """Writes stages of the track that is asked for into `folder`, and tells of each with {"stage": its file, …}.

    The first is made when every line that is still to be spoken should be there in time, though speaking took `sure`
    times as long; none is made where less than `worth_it` seconds are left, for the whole is there sooner. Where the
    voice has loaded within `quick` seconds, what sounds before the first line, such as a chime, is a stage before that.
    """

    def __init__(
        self,
        request: BuildRequest,
        *,
        folder: str,
        sure: float,
        worth_it: float,
        quick: float,
        tell: Callable[[dict[str, Any]], object],
    ) -> None:
        self._request = request
        self._folder, self._tell = Path(folder), tell
        self._sure, self._worth_it, self._quick = sure, worth_it, quick
        self._clips: Clips | None = None
        self._time = SpeakingTime((), 1)
        self._there = 0
        self._seconds = 0.0
        self._number, self._length, self._heard_since = 0, 0.0, 0.0
        self._began = 0.0
        self._is_begun = self._over = False

    def look(self, forms: Forms, clips: Clips, slow: Slow, compiled: Callable[[Script], Compiled]) -> None:
        """Make a stage of the `clips` that are there, if it is time for one; `slow` are the lines that take time."""
        if self._over or not _has_beginnings(forms.routine):
            return
        if clips is not self._clips:  # the first look, or another voice speaks
            self._clips, self._there, self._seconds = clips, 0, 0.0
            self._time, self._began = SpeakingTime(slow.lines, slow.side_by_side), time.monotonic()
        cues = forms.script.cues
        while self._there < len(cues) and (lasts := _seconds_of(cues[self._there], clips)) is not None:
            self._seconds += lasts
            self._there += 1
        part = forms.script.beginning(self._there)
        if part is forms.script:
            return
        if slow.is_loaded:
            self._time.begin()
        wanted = self._is_due() if self._is_begun else self._is_sure(cues, clips, slow.lines)
        self._is_begun |= wanted
        if wanted or (slow.is_loaded and self._is_opening(part)):
            self._make(part, compiled, forms.script.about_seconds())

    def _is_opening(self, part: Script) -> bool:
        """Return whether `part` sounds before anything is said, and the first line will soon be there too."""
        if any(_texts_of(cue) for cue in part.cues) or time.monotonic() - self._began > self._quick:
            return False
        return any(isinstance(cue, Chime | Recording) for cue in part.cues)

    def _is_due(self) -> bool:
        """Return whether the next stage is to be made: twice as long as the last, or that one is nearly over."""
        left = self._length - (time.monotonic() - self._heard_since)
        return self._seconds >= 2 * self._length or (left < SOON and self._seconds > self._length)

    def _is_sure(self, cues: Sequence[Cue], clips: Clips, slow: Iterable[str]) -> bool:
        """Return whether all that is still to be spoken should be there before its time comes in the track."""
        self._time.note(text for text in slow if ("speech", text) in clips)
        if not self._seconds or max((seconds for _, seconds in self._time.left(1)), default=-1.0) < self._worth_it:
            return False
        left = dict(self._time.left(self._sure))
        pace, now = _seconds_a_character(clips), 0.0
        for cue in cues:
            for text in _texts_of(cue):
                due = left.get(text, 0.0) + self._sure * HANDED
                if text in left and due > now:
                    log("no beginning yet: '%s' comes at %.1f s and may take %.1f", text, now, due)
                    return False
            now += _about(cue, clips, pace)
        return True

    def _make(self, part: Script, compiled: Callable[[Script], Compiled], about: float) -> None:
        from nightcue.audio.errors import OutputError
        from nightcue.building.incremental import track_path
        from nightcue.building.outputs.track import write_track
        from nightcue.language.diagnostics import RoutineError

        file = self._folder / f"{self._number}.mp3"
        try:
            made = compiled(part)
            if made.timeline.duration <= self._length:
                return
            write_track(made, file, self._request.format)
        except (RoutineError, OutputError) as error:  # the whole finds it too, and all else that is wrong
            log_error("a beginning", error)
            self._over = True
            return
        now = time.monotonic()
        self._heard_since = max(self._heard_since or now, now - self._length)  # it waits at the end of a stage
        self._number, self._length = self._number + 1, made.timeline.duration
        track = track_path(self._request, made.timeline)
        self._tell({"stage": str(file), "track": str(track), "about": about})


def _has_beginnings(routine: Routine) -> bool:
    """Return whether the beginning sounds as it does in the whole, and nothing found later could forbid it."""
    from nightcue.safety.rules.rescue import is_rescue

    sound = routine.sound
    # the fade depends on how long the whole is, the background on what comes next, and a rescue may be too long
    return sound.background is None and not sound.fade_to and not is_rescue(routine)


def _texts_of(cue: Cue) -> list[str]:
    if isinstance(cue, Window):
        return [inner.text for inner in cue.spoken]
    return [cue.text] if isinstance(cue, Line) else []


def _seconds_of(cue: Cue, clips: Clips) -> float | None:
    """Return how long a cue lasts, without a gap; None where a clip of it is not there."""
    if any(("speech", text) not in clips for text in _texts_of(cue)):
        return None
    return _about(cue, clips, 0.0)


def _about(cue: Cue, clips: Clips, pace: float) -> float:
    """Return how long a cue lasts, without a gap: a line that is not there at `pace` seconds a character."""
    if isinstance(cue, Window):
        return float(cue.seconds)
    if isinstance(cue, Line):
        clip = clips.get(("speech", cue.text))
        return clip.seconds if clip else pace * len(cue.text)
    return 0.0


def _seconds_a_character(clips: Clips) -> float:
    lines = [(len(text), clip.seconds) for (kind, text), clip in clips.items() if kind == "speech"]
    characters = sum(length for length, _ in lines)
    return sum(seconds for _, seconds in lines) / characters if characters else 0.0

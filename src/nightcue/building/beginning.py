"""Making the beginning of a track first, to be heard while a slow voice speaks the rest."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from nightcue.building.incremental import track_path

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest
    from nightcue.language.routine import Routine
    from nightcue.progress import Progress

LEAST = 20.0
"""Seconds that the first beginning plays for, about; where that is not enough, the next one is twice as long."""

WORTH_IT = 0.2
"""Seconds: where less is left to speak, the whole is sooner made than a beginning of its own."""

SURE = 1.5
"""A beginning plays this many times as long as the rest should take: the engine loads again, and may be slowed down."""


class Begun:
    """A track whose beginning is in `file`, while the whole, `about` so many seconds long, is made into `track`."""

    def __init__(self, request: BuildRequest, compiled: Compiled, about: float) -> None:
        """Raise OutputError when the beginning cannot be written."""
        from nightcue.building.outputs.track import write_track
        from nightcue.building.parallel import Worker
        from nightcue.storage.scratch import ScratchFolder
        from nightcue.threads import Pool
        from nightcue.voices.worker.warm import WARM

        self.track, self.about = track_path(request, compiled.timeline), about
        self._scratch = ScratchFolder()
        self.file = self._scratch.path / self.track.name
        try:
            write_track(compiled, self.file, request.format)
        except BaseException:
            self._scratch.close()
            raise
        WARM.end()  # the worker has engines of its own, and the memory may not be enough for both
        self._worker = Worker()
        self._thread = Pool(1, "building")
        self._made = self._thread.submit(self._worker.build, request)

    @property
    def outcome(self) -> BuildOutcome | None:
        """What making the whole came to; None while it is not made, and where it cannot be."""
        made = self._made.result() if self._made.done() else None
        return None if isinstance(made, Exception) else made

    def whole(self) -> Path | None:
        """Return the whole track, once it is there. Raises what kept it from being made."""
        return self.finish() if self._made.done() else None

    def finish(self) -> Path:
        """Return the whole track, waiting until it is there. Raises what kept it from being made."""
        made = self._made.result()
        if isinstance(made, Exception):
            raise made
        return self.track

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop making it, if it is not made."""
        if not self._made.done():
            self._worker.stop()
        self._thread.shutdown()
        self._worker.close()
        self._scratch.close()


def begin(request: BuildRequest, progress: Progress | None = None) -> Begun | None:
    """Speak the first steps of a routine, until they play for longer than making the rest should take.

    The rest is then made in a process of its own. None where the whole is soon made, or all its lines are kept.
    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.building.compile import compile_forms
    from nightcue.building.forms import forms_of
    from nightcue.building.speaking import Speaking

    forms = forms_of(request)
    script, speed, about = forms.script, _Speed(progress), LEAST
    if not _can_begin(forms.routine):
        return None
    while (part := script.beginning(about)) is not script:
        of_part = Speaking(replace(request, beginning=about), forms.profile, forms.routine, script)
        of_part.load(part)
        compiled = compile_forms(forms, of_part, speed.told)
        left = speed.seconds_for(len({*script.texts()} - {*part.texts()}))
        if left is None or left < WORTH_IT:
            return None
        if compiled.timeline.duration > SURE * (speed.start + left):
            return Begun(request, compiled, script.about_seconds())
        about *= 2
    return None


def _can_begin(routine: Routine) -> bool:
    """Return whether the beginning sounds as it does in the whole, and nothing found later could forbid it."""
    from nightcue.safety.rules.rescue import is_rescue

    sound = routine.sound
    # the fade depends on how long the whole is, the background on what comes next, and a rescue may be too long
    return sound.background is None and not sound.fade_to and not is_rescue(routine)


class _Speed:
    """How fast lines are spoken, from what a build tells of its progress.

    `start` is how many seconds went by before the first line was there: another process takes them again.
    """

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._began = time.monotonic()
        self._heard: list[float] = []

    def told(self, stage: str, done: int, total: int, left: float | None = None, /) -> None:
        """Note when a line is spoken, and pass on the progress."""
        if stage == "speaking":
            self._heard.append(time.monotonic())
        if self._progress:
            self._progress(stage, done, total, left)

    @property
    def start(self) -> float:
        """Seconds until the first line was spoken."""
        return self._heard[0] - self._began

    def seconds_for(self, lines: int) -> float | None:
        """Return how long so many lines should take; None while no line has been spoken, as all were there."""
        if not self._heard:
            return None
        spoken = len(self._heard) - 1
        # of a single line nobody knows how much of its time was loading
        return lines * ((self._heard[-1] - self._heard[0]) / spoken if spoken else self.start)

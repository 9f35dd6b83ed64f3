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

WORTH_IT = 5.0
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
    """Speak chapters of a routine until they play for longer than speaking the others should take.

    The others are then made in a process of their own. None where the whole is soon made.
    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.building.compile import script_for

    routine, script = script_for(request)
    if not _can_begin(routine):
        return None
    speed = _Speed(progress)
    for count in range(1, script.chapter_count):
        part = script.chapters(count)
        compiled = speed.compiled(replace(request, chapters=count))
        left = speed.seconds_for(len({*script.texts()} - {*part.texts()}))
        if left is not None and left < WORTH_IT:
            return None
        if left is not None and compiled.timeline.duration > SURE * left:
            return Begun(request, compiled, script.about_seconds())
    return None


def _can_begin(routine: Routine) -> bool:
    """Return whether the beginning sounds as it does in the whole, and nothing found later could forbid it."""
    from nightcue.safety.rules.rescue import is_rescue

    sound = routine.sound
    # the fade depends on how long the whole is, the background on what comes next, and a rescue may be too long
    return sound.background is None and not sound.fade_to and not is_rescue(routine)


class _Speed:
    """How fast lines are spoken, from what a build tells of its progress."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._lines = 0
        self._seconds = 0.0

    def told(self, stage: str, done: int, total: int, left: float | None = None, /) -> None:
        """Count a spoken line, and pass on the progress."""
        self._lines += stage == "speaking"
        if self._progress:
            self._progress(stage, done, total, left)

    def compiled(self, request: BuildRequest) -> Compiled:
        """Compile the routine, and count the time; reading and loading are in it, so that the rest is sooner done."""
        from nightcue.building.compile import compile_routine

        began = time.monotonic()
        try:
            return compile_routine(request, self.told)
        finally:
            self._seconds += time.monotonic() - began

    def seconds_for(self, lines: int) -> float | None:
        """Return how long so many lines should take; None while no line has been spoken, as all were there."""
        return lines * self._seconds / self._lines if self._lines else None

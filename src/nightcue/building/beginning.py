"""Hearing the beginning of a track while the rest of it is spoken, where a voice is slow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.building.clips import Progress
    from nightcue.building.compile import Choices, Compiled
    from nightcue.building.incremental import Order
    from nightcue.language.routine import Routine

WORTH_IT = 5.0
"""Seconds: where less is left to speak, the whole is sooner made than a beginning of its own."""

SURE = 1.5
"""A beginning plays this many times as long as the rest should take: the engine loads again, and may be slowed down."""


class NotMadeError(Exception):
    """The rest could not be made; `code` is how the build ended, the message what it said."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code


class Begun:
    """A track whose beginning is in `file`, while the rest is made into `track`; it plays `about` so many seconds."""

    def __init__(self, path: Path, options: list[str], compiled: Compiled, track: Path, about: float) -> None:
        """Raise OutputError when the beginning cannot be written."""
        from concurrent.futures import ThreadPoolExecutor

        from nightcue.building.compile import write
        from nightcue.building.parallel import Worker
        from nightcue.voices.scratch import ScratchFolder
        from nightcue.voices.warm import WARM

        self.track, self.about = track, about
        self._scratch = ScratchFolder()
        self.file = self._scratch.path / track.name
        try:
            write(compiled, self.file, "mp3")
        except BaseException:
            self._scratch.close()
            raise
        WARM.end()  # the worker has engines of its own, and the memory may not be enough for both
        self._worker = Worker(options)
        self._thread = ThreadPoolExecutor(1)
        self._made = self._thread.submit(self._worker.build, path)

    def whole(self) -> Path | None:
        """The whole track, once it is there. Raises NotMadeError."""
        return self.finish() if self._made.done() else None

    def finish(self) -> Path:
        """The whole track, waiting until it is there. Raises NotMadeError."""
        answer = self._made.result()
        if answer["code"]:
            raise NotMadeError(answer["code"], answer["stderr"])
        return self.track

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop making it, if it is not made; else pass on what was said of it."""
        if not self._made.done():
            self._worker.stop()
        elif not self._made.result()["code"] and (said := self._made.result()["stderr"]):
            tell(*said.rstrip("\n").split("\n"), err=True)
        self._thread.shutdown()
        self._worker.close()
        self._scratch.close()


def begin(path: Path, order: Order, options: list[str]) -> Begun | None:
    """Speak chapters of the routine at `path` until they play for longer than speaking the others should take.

    The others are then made with the `options` of a build. None where the track is there, or soon made as a whole.
    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.building.compile import output_path, script_for
    from nightcue.building.fingerprint import recall
    from nightcue.commands.progress import shown

    if recall(path, order.asked):
        return None
    routine, script = script_for(path, order.choices())
    if not _can_begin(routine):
        return None
    with shown(path.stem) as progress:
        speed = _Speed(progress)
        for count in range(1, script.chapter_count):
            part = script.chapters(count)
            compiled = speed.compiled(path, replace(order.choices(), chapters=count))
            left = speed.seconds_for(len({*script.texts()} - {*part.texts()}))
            if left is not None and left < WORTH_IT:
                return None
            if left is not None and compiled.timeline.duration > SURE * left:
                track = output_path(compiled.timeline, order.folder, order.format)
                return Begun(path, options, compiled, track, script.about_seconds())
    return None


def _can_begin(routine: Routine) -> bool:
    """Whether the beginning sounds as it does in the whole, and nothing found later could forbid it."""
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
        """Count a line that is spoken, and pass on what is told."""
        self._lines += stage == "speaking"
        if self._progress:
            self._progress(stage, done, total, left)

    def compiled(self, path: Path, choices: Choices) -> Compiled:
        """Compile the routine, and count the time; reading and loading are in it, so that the rest is sooner done."""
        from nightcue.building.compile import compile_routine

        began = time.monotonic()
        try:
            return compile_routine(path, choices, self.told)
        finally:
            self._seconds += time.monotonic() - began

    def seconds_for(self, lines: int) -> float | None:
        """How long so many lines should take; None while no line has been spoken, as all were there."""
        return lines * self._seconds / self._lines if self._lines else None


@contextmanager
def told_if_not_made() -> Iterator[None]:
    """End as the build did that could not make the rest, with what it said."""
    try:
        yield
    except NotMadeError as problem:
        tell(*str(problem).rstrip("\n").split("\n"), err=True)
        click.get_current_context().exit(problem.code)

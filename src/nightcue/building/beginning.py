"""Hearing the beginning of a track while a voice speaks the rest: the track is made in a process of its own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from nightcue.building.scratch import scratch_for_tracks
from nightcue.threads import Pool

if TYPE_CHECKING:
    from concurrent.futures import Future

    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.parallel import Worker
    from nightcue.building.request import BuildRequest
    from nightcue.progress import Progress

WORTH_IT = 0.2
"""Seconds: where less is left to speak, the whole is sooner made than a beginning of its own."""

SURE = 1.5
"""Every line should be there before its time comes, though speaking took this many times as long as before."""

QUICK = 1.5
"""Seconds: where a voice loads within them, its first line is there soon after a chime has sounded."""

_OVER: dict[str, Any] = {}
"""What comes after all that a worker tells."""


class Begun:
    """A track that is being made: `file` is what can be heard of it, None before there is anything.

    `track` is where the whole will be, which lasts `about` so many seconds; both are known as soon as there is a file,
    which in the end `is_whole`.
    """

    def __init__(self, request: BuildRequest, worker: Worker) -> None:
        """Begin to make it in `worker`, which ends with it. Raises OutputError where no temporary folder can be."""
        self._scratch = scratch_for_tracks()
        self.file: Path | None = None
        self.track = request.routine
        self.about = 0.0
        self.is_whole = False
        self._told: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._worker = worker
        self._thread = Pool(1, "building")
        stages = {"folder": str(self._scratch.path), "sure": SURE, "worth_it": WORTH_IT, "quick": QUICK}
        self._made: Future[BuildOutcome | Exception] = self._thread.submit(self._make, request, stages)
        self._thread.submit(self._worker.close)  # its engines would hold their memory all night

    def _make(self, request: BuildRequest, stages: dict[str, Any]) -> BuildOutcome | Exception:
        try:
            return self._worker.build(request, stages, self._told.put)
        finally:
            self._told.put(_OVER)

    def wait(self, progress: Progress | None = None) -> None:
        """Wait until there is something to be heard. Raises what keeps the track from being made, as a build does."""
        while self.file is None:
            if (told := self._told.get()) is _OVER:
                self.finish()
            self._note(told, progress)

    def more(self) -> Path | None:
        """Return the file that has more in it than the last, if there is one. Raises as `wait` does."""
        before = self.file
        with suppress(Empty):
            while True:
                self._note(self._told.get_nowait(), None)
        if self._made.done():
            self.finish()
        return self.file if self.file != before else None

    @property
    def outcome(self) -> BuildOutcome | None:
        """What making the whole came to; None while it is not made, and where it cannot be."""
        made = self._made.result() if self._made.done() else None
        return None if isinstance(made, Exception) else made

    def finish(self) -> Path:
        """Return the whole track, waiting until it is there. Raises what kept it from being made."""
        made = self._made.result()
        if isinstance(made, Exception):
            raise made
        self.file = self.track = made.track
        self.is_whole = True
        return made.track

    def _note(self, told: dict[str, Any], progress: Progress | None) -> None:
        if "stage" in told:
            self.file, self.track, self.about = Path(told["stage"]), Path(told["track"]), told["about"]
        elif "memory" in told:
            from nightcue.voices.worker.room import ROOM

            ROOM.tell()
        elif "progress" in told and progress:
            progress(*told["progress"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop making it, if it is not made."""
        if not self._made.done():
            self._worker.stop()
        self._thread.shutdown()
        self._scratch.close()

"""Making the track of a routine, without showing anything: in a thread, and stopped when nobody wants it any more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from nightcue.threads import run_in_thread

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome

ENDING = Event()
"""Set when the program ends, so that nothing goes on in a thread that it would wait for."""


class MakingStoppedError(Exception):
    """Somebody does not want to wait for the track."""


@dataclass
class Making:
    """One track that is being made: how far it is, and whether somebody still wants it."""

    routine: Path
    stage: str = "loading"
    done: int = 0
    total: int = 0
    is_wanted: bool = True

    async def make(self) -> BuildOutcome:
        """Return what comes of it, as `nightcue build` would make it where nothing else is asked for.

        Raises what a build raises, and MakingStoppedError.
        """
        return await run_in_thread(self._make)

    def _make(self) -> BuildOutcome:
        from nightcue.building.choices import keep_choices
        from nightcue.building.incremental import make, unchanged
        from nightcue.building.options import request_for

        request = request_for(self.routine)
        outcome = unchanged(request) or make(request, self._note)
        keep_choices(request, outcome)
        return outcome

    def _note(self, stage: str, done: int, total: int, _left: float | None = None, /) -> None:
        if not self.is_wanted or ENDING.is_set():
            raise MakingStoppedError
        self.stage, self.done, self.total = stage, done, total

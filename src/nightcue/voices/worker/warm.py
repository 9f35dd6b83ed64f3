"""Idle engines, kept for the next voice that needs them."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from nightcue.machine import cores

if TYPE_CHECKING:
    from nightcue.voices.worker.process import EngineProcess

MOST_KINDS = 4
"""The most kinds of engines that are kept; the largest model takes half a gigabyte in each process."""


class WarmEngines:
    """Idle processes by their kind: those of one kind are interchangeable. They end with the program at the latest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Hashable, list[EngineProcess]] = {}  # the last used kind comes last
        weakref.finalize(self, _close_all, self._kept)

    def keep(self, kind: Hashable, processes: Sequence[EngineProcess]) -> None:
        """Take over `processes`, and keep one for each core; the kind that was unused for longest may be ended."""
        with self._lock:
            here = self._kept.pop(kind, [])
            for process in processes:
                if process.alive and len(here) < cores():
                    here.append(process)
                else:
                    process.close()
            if here:
                self._kept[kind] = here
            while len(self._kept) > MOST_KINDS:
                for process in self._kept.pop(next(iter(self._kept))):
                    process.close()

    def take(self, kind: Hashable) -> EngineProcess | None:
        """Return a process of that kind, or None."""
        with self._lock:
            here = self._kept.get(kind, [])
            while here:
                process = here.pop()
                if process.alive:
                    return process
                process.close()
            self._kept.pop(kind, None)
            return None

    def has(self, kind: Hashable) -> bool:
        """Return whether there is a process of that kind that is loaded."""
        with self._lock:
            return any(process.alive and process.has_answered for process in self._kept.get(kind, []))

    def end(self) -> bool:
        """End all processes: nothing is spoken for a while, or others need the memory. Returns whether any was here."""
        with self._lock:
            was_here = bool(self._kept)
            _close_all(self._kept)
            return was_here


def _close_all(kept: dict[Hashable, list[EngineProcess]]) -> None:
    while kept:
        for process in kept.popitem()[1]:
            process.close()


WARM = WarmEngines()
"""The idle engines of this program."""

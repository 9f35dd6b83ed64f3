"""The memory that engines take: no more of them at once than there is room for, but always one."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nightcue.debugging import log
from nightcue.machine import free, limit

if TYPE_CHECKING:
    from nightcue.voices.worker.process import EngineProcess

OURS = 150_000_000
"""Bytes that the program itself takes beside its engines: 75 MB for bedtime, 150 MB with 500 different lines."""


class Room:
    """Knows which engines of this program are running, and the bytes that each may come to take."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: weakref.WeakKeyDictionary[EngineProcess, int] = weakref.WeakKeyDictionary()
        self._tellers: list[Callable[[], object]] = []

    def started(self, start: Callable[[], EngineProcess], size: int, needed: bool) -> EngineProcess | None:
        """Return what `start` starts, of at most `size` bytes; None where there is no room, unless it is `needed`."""
        with self._lock:
            running = {process: held for process, held in self._held.items() if process.alive}
            taken = sum(running.values())
            # what is free says nothing yet of those that still load
            coming = sum(held for process, held in running.items() if not process.has_answered)
            if not needed and (taken + size > limit() - OURS or coming + size > free()):
                log("no room for another engine: %.0f MB, and %.0f are taken", size / 1e6, taken / 1e6)
                self.tell()
                return None
            process = start()
            self._held[process] = size
            return process

    def tell(self) -> None:
        """Have it said, once, that there is no room for another engine: here, or in a program that this one started."""
        tellers, self._tellers = self._tellers, []
        for tell in tellers:
            tell()

    @contextmanager
    def told_by(self, tell: Callable[[], object]) -> Iterator[None]:
        """Call `tell` when the first engine in this block is not started for want of room, and never again."""
        self._tellers.append(tell)
        try:
            yield
        finally:
            if tell in self._tellers:
                self._tellers.remove(tell)


ROOM = Room()
"""The engines of this program."""

"""Lending the engines of one voice, started when they are needed, as many as the memory has room for."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from nightcue.voices.worker.process import EngineError, EngineProcess
from nightcue.voices.worker.room import ROOM
from nightcue.voices.worker.warm import WARM

USUAL = 100_000_000
"""Bytes that an engine takes of which no more is known; one that is no neural model takes 20 to 50 MB."""


class EnginePool:
    """Lends processes to `size` threads at a time: new ones, or taken over from an earlier pool.

    `command` gives what starts a process for so many lines at a time. A different `identity` is another engine even
    with the same command: the file of its model may have changed. Each takes up to `memory` bytes. With `beside`, one
    process speaks several lines at a time, and takes so many bytes more for each beyond the first. Where there is no
    room for so many, there are fewer.
    """

    def __init__(
        self,
        command: Callable[[int], Sequence[str]],
        size: int,
        identity: str = "",
        memory: int = USUAL,
        beside: int | None = None,
    ) -> None:
        self._command = command
        self._memory, self._beside = memory, beside
        self._kind = (*command(size), identity)
        self._size = size
        self._waiting: deque[object] = deque()
        self._closed = False
        self._sound = True
        self._lock = threading.Condition()
        self._lent: dict[EngineProcess, int] = {}
        """How often each is lent, in the order in which they were started."""
        weakref.finalize(self, _close_all, self._lent)

    @property
    def warm(self) -> bool:
        """Whether an engine that can speak one more line is running, and loaded."""
        with self._lock:
            idle = (process for process, lent in self._lent.items() if lent < process.lines)
            return any(process.has_answered for process in idle) or WARM.has(self._kind)

    @property
    def side_by_side(self) -> int:
        """How many lines are spoken at a time, at least the one of the process that comes with the first request."""
        with self._lock:
            return max(1, self._lines())

    def start(self, count: int) -> None:
        """Start what can be lent to `count` threads later, as far as there is room.

        Raises EngineError if a process cannot be started.
        """
        with self._lock:
            while self._lines() < min(count, self._size) and (new := WARM.take(self._kind) or self._new()):
                self._lent[new] = 0

    @contextmanager
    def borrow(self) -> Iterator[EngineProcess]:
        """Lend a process, in turn while all are lent; one that failed or ended is not lent again.

        Raises EngineError if a process cannot be started, or the pool is closed.
        """
        process = self._take()
        try:
            yield process
        except BaseException:
            self._sound = False
            process.retire()  # another thread may still wait for an answer of it
            raise
        finally:
            self._give_back(process)

    def _take(self) -> EngineProcess:
        turn = object()
        with self._lock:
            self._waiting.append(turn)
            try:
                while not self._closed:
                    process = self._next() if self._waiting[0] is turn else None
                    if process:
                        self._lent[process] = self._lent.get(process, 0) + 1
                        return process
                    self._lock.wait()
                raise EngineError("it was told to stop")
            finally:
                self._waiting.remove(turn)
                self._lock.notify_all()

    def _next(self) -> EngineProcess | None:
        """Return a process that can speak one more line; None while as many as may be are being spoken."""
        if process := self._with_a_place():
            return process
        return (WARM.take(self._kind) or self._new()) if self._lines() < self._size else None

    def _with_a_place(self) -> EngineProcess | None:
        """Return such a process of those that run; those that ended are dropped."""
        for process, lent in list(self._lent.items()):
            if not process.alive:
                self._drop_unless_lent(process)
            elif lent < process.lines:
                return process
        return None

    def _new(self) -> EngineProcess | None:
        """Return a new process; None where there is no room for it, and another one of ours will be free."""
        most = 1 if self._beside is None else max(1, self._size - self._lines())
        process = self._that_fits(most)
        if process is None and WARM.end():  # those that nobody uses make room
            process = self._that_fits(most)
        return process or (None if self._lent else self._started(1, needed=True))

    def _that_fits(self, most: int) -> EngineProcess | None:
        """Return a process for the most lines at a time that there is room for, None if that is not one."""
        return next(filter(None, (self._started(lines, needed=False) for lines in range(most, 0, -1))), None)

    def _started(self, lines: int, needed: bool) -> EngineProcess | None:
        def start() -> EngineProcess:
            return EngineProcess(self._command(lines), lines)

        return ROOM.started(start, self._memory + (lines - 1) * (self._beside or 0), needed)

    def _lines(self) -> int:
        return sum(process.lines for process in self._lent)

    def _give_back(self, process: EngineProcess) -> None:
        with self._lock:
            self._lent[process] -= 1
            if not process.alive:
                self._drop_unless_lent(process)
            self._lock.notify_all()

    def _drop_unless_lent(self, process: EngineProcess) -> None:
        if not self._lent[process]:  # else another thread still waits for its answer
            del self._lent[process]
            process.close()

    def close(self) -> None:
        """Stop lending; leave the processes to the next pool of the same kind if all are idle and none has failed.

        Otherwise end every process: a request that is waiting fails.
        """
        with self._lock:
            self._closed = True
            if self._sound and not any(self._lent.values()):
                WARM.keep(self._kind, list(self._lent))
                self._lent.clear()
            for process in list(self._lent):
                process.kill()
                self._drop_unless_lent(process)
            self._lock.notify_all()


def _close_all(lent: dict[EngineProcess, int]) -> None:
    for process in list(lent):  # a thread that still loads a voice may add one
        process.close()

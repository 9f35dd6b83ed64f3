"""Child processes that answer JSON lines, so that a hang or crash of an engine stays there."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from nightcue.debugging import debugging, log
from nightcue.patience import is_done_within
from nightcue.storage.scratch import ScratchFolder, nameless_file
from nightcue.threads import begun
from nightcue.voices.worker.room import ROOM
from nightcue.voices.worker.warm import WARM

_LONGEST_ANSWER = 1_000_000
"""The most characters of an answer: a list of every voice has 15,000; an engine that writes more is broken."""

USUAL = 100_000_000
"""Bytes that an engine takes of which no more is known; one that is no neural model takes 20 to 50 MB."""


class EngineError(Exception):
    """A child process gave no usable answer; the message says why."""


class EngineProcess:
    """One running engine; `folder` is its own temporary folder for files, and once it `has_answered` it is loaded.

    Raises EngineError if the command cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._scratch = ScratchFolder()
        self.folder = self._scratch.path
        self._complaints = nameless_file()
        self._killed = False
        self.has_answered = False
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            self._clear()
            raise EngineError(f"{command[0]} cannot be started ({error.strerror})") from error
        log("engine %s started: %s", self._process.pid, " ".join(command))

    @property
    def alive(self) -> bool:
        """Whether it can take another request."""
        return not self._killed and self._process.poll() is None

    def ask(self, request: Mapping[str, object], limit: float) -> dict[str, Any]:
        """Send `request` and return the answer; end the process if none comes in `limit` seconds of our own time.

        Raises EngineError if the process is late, ends, or answers with anything but a JSON object.
        """
        answered, late = threading.Event(), threading.Event()

        def watch(has_answered: Callable[[float], bool] = answered.wait) -> None:
            if not is_done_within(limit, has_answered):
                late.set()
                self.kill()

        is_watched = begun(watch)
        try:
            self._send(json.dumps(request))
            if not is_watched:
                watch(self._has_answered)
            line = self._received()
        finally:
            answered.set()
        if late.is_set():
            raise EngineError(f"it gave no answer in {limit:.3g} s")
        if not line:
            raise EngineError(self._ending())
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise EngineError("it gave an answer that makes no sense")
        self.has_answered = True
        if "traceback" in answer:
            log("engine %s failed:\n%s", self._process.pid, answer["traceback"])
        return answer

    def _send(self, line: str) -> None:
        assert self._process.stdin
        with suppress(OSError):  # an engine that has ended sends nothing
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _has_answered(self, seconds: float) -> bool:
        """Return whether an answer comes within so many seconds; True on Windows, which cannot tell."""
        assert self._process.stdout
        if sys.platform == "win32":
            return True
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            return bool(waiting.select(seconds))

    def _received(self) -> str:
        assert self._process.stdout
        try:
            return self._process.stdout.readline(_LONGEST_ANSWER)
        except OSError:
            return ""

    def _ending(self) -> str:
        """Return how the process ended, with the last line of its stderr."""
        if self._killed:
            return "it was told to stop"
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        how = f"it ended with exit code {code}"
        if code < 0:
            with suppress(ValueError):
                how = f"it was killed by {signal.Signals(-code).name}"
        if code == -getattr(signal, "SIGKILL", 0):
            how += ", as the system does where memory is short"
        lines = self._complained().split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f"{how} ({last})" if last else how

    def _complained(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read().decode("utf-8", "replace")

    def kill(self) -> None:
        """End the process and its children, from any thread; a waiting `ask` raises EngineError."""
        self._killed = True
        if self._process.returncode is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End the process and remove its folder; no `ask` may be waiting."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with suppress(OSError):
                pipe.close()
        if debugging():
            said = self._complained().strip()
            log(
                "engine %s ended (%s)%s",
                self._process.pid,
                self._process.returncode,
                said and f", having said:\n{said}",
            )
        self._clear()

    def _clear(self) -> None:
        self._complaints.close()
        self._scratch.close()


class EnginePool:
    """At most `size` processes of one `command`, started when needed, or taken over from an earlier pool.

    A different `identity` is another engine even with the same command: the file of its model may have changed. Each
    takes up to `memory` bytes; where there is no room for so many, there are fewer.
    """

    def __init__(self, command: Sequence[str], size: int, identity: str = "", memory: int = USUAL) -> None:
        self._command = command
        self._memory = memory
        self._kind = (tuple(command), identity)
        self._size = size
        self._free = threading.Semaphore(size)
        self._closed = False
        self._sound = True
        self._lock = threading.Condition()
        self._idle: list[EngineProcess] = []
        self._started: set[EngineProcess] = set()
        weakref.finalize(self, _close_all, self._started)

    @property
    def warm(self) -> bool:
        """Whether an idle engine is running, and loaded."""
        with self._lock:
            return any(process.has_answered for process in self._idle) or WARM.has(self._kind)

    @property
    def running(self) -> int:
        """How many engines there are, at least the one that comes with the first request."""
        with self._lock:
            return max(1, len(self._started))

    def start(self, count: int) -> None:
        """Start up to `count` processes that can be lent later, as many as there is room for.

        Raises EngineError if a process cannot be started.
        """
        with self._lock:
            while len(self._started) < min(count, self._size) and (new := WARM.take(self._kind) or self._new()):
                self._started.add(new)
                self._idle.insert(0, new)  # the first to be started is the first to be asked

    @contextmanager
    def borrow(self) -> Iterator[EngineProcess]:
        """Lend a process, and wait while all are lent; one that failed or ended is not lent again.

        Raises EngineError if a process cannot be started, or the pool is closed.
        """
        with self._free:
            process = self._take()
            try:
                yield process
            except BaseException:
                self._sound = False
                process.kill()
                raise
            finally:
                self._give_back(process)

    def _take(self) -> EngineProcess:
        with self._lock:
            while True:
                if self._closed:
                    raise EngineError("it was told to stop")
                while self._idle:
                    process = self._idle.pop()
                    if process.alive:
                        return process
                    self._remove(process)
                if new := WARM.take(self._kind) or self._new():
                    self._started.add(new)
                    return new
                self._lock.wait()

    def _new(self) -> EngineProcess | None:
        """Return a new process; None where there is no room for it, and another one of ours will be free."""

        def start() -> EngineProcess:
            return EngineProcess(self._command)

        process = ROOM.started(start, self._memory, needed=False)
        if process is None and WARM.end():  # those that nobody uses make room
            process = ROOM.started(start, self._memory, needed=False)
        return process or (None if self._started else ROOM.started(start, self._memory, needed=True))

    def _give_back(self, process: EngineProcess) -> None:
        with self._lock:
            if process.alive:
                self._idle.append(process)
            else:
                self._remove(process)
            self._lock.notify()

    def _remove(self, process: EngineProcess) -> None:
        self._started.discard(process)
        process.close()

    def close(self) -> None:
        """Stop lending; leave the processes to the next pool of the same kind if all are idle and none has failed.

        Otherwise end every process: a request that is waiting fails.
        """
        with self._lock:
            self._closed = True
            if self._sound and len(self._idle) == len(self._started):
                self._started.clear()
                WARM.keep(self._kind, self._idle)
                self._idle = []
            for process in self._started:
                process.kill()
            while self._idle:
                self._remove(self._idle.pop())
            self._lock.notify_all()


def _close_all(started: set[EngineProcess]) -> None:
    for process in list(started):  # a thread that still loads a voice may add one
        process.close()

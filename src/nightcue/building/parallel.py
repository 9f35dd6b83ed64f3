"""Making many tracks at a time, in worker processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

from nightcue.building.outcome import BuildOutcome, WorkerEndedError, failure_from_json
from nightcue.building.request import BuildRequest
from nightcue.grounds import end
from nightcue.machine import places, shared_by
from nightcue.stopping import held_back
from nightcue.threads import Pool

_TELLINGS, _BETWEEN = 20, 0.25
"""How often a worker is sent a signal, and the seconds for ending its engines, which takes a tenth."""

WORKER, LARGEST_ENGINE = 100_000_000, 650_000_000
"""Bytes that a worker comes to take, and those of the largest engine that it may need, Kokoro."""

_COMMAND = (sys.executable, "-P", "-m", "nightcue.building.worker")


def at_once(requests: Sequence[BuildRequest], jobs: int) -> int:
    """Return how many of the requests can be made at a time: as many as `jobs`, where there is memory for them."""
    from nightcue.voices.engines.embedded import NAMES

    needs_a_model = any(request.voice not in NAMES for request in requests)
    return min(jobs, len(requests), places(WORKER + needs_a_model * LARGEST_ENGINE))


def build_tracks(requests: Sequence[BuildRequest], jobs: int) -> Generator[BuildOutcome | Exception, None, None]:
    """Make the track of each request in `jobs` workers, and give what each came to as soon as that is known.

    They share the memory. A track that cannot be made gives the error that `build_track` raises, or WorkerEndedError.
    Whoever stops asking stops the workers.
    """
    end()  # what others look at is not noted here
    idle: SimpleQueue[Worker] = SimpleQueue()
    count = min(jobs, len(requests))
    workers = [Worker(beside=count) for _ in range(count)]
    for worker in workers:
        idle.put(worker)

    def built(request: BuildRequest) -> BuildOutcome | Exception:
        worker = idle.get()
        try:
            return worker.build(request)
        finally:
            idle.put(worker)

    threads = Pool(len(workers), "building")
    try:
        for _, outcome in threads.each(built, requests):
            yield outcome.result()
    except BaseException:
        threads.shutdown(wait=False, cancel=True)
        for worker in workers:
            worker.stop()
        raise
    finally:
        threads.shutdown(cancel=True)
        for worker in workers:
            worker.close()


class Worker:
    """A process that makes one track after another; one that ends is started again for the next.

    `beside` so many of them, itself among them, have the memory for themselves. It is started `at_once`, or with the
    first track.
    """

    def __init__(self, beside: int = 1, *, at_once: bool = True) -> None:
        self._environment = os.environ | shared_by(beside)
        self._stopped = False
        self._process = self._started() if at_once else None

    def _started(self) -> subprocess.Popen[str]:
        pipe, environment = subprocess.PIPE, self._environment
        with held_back():  # until it heeds them, a signal would show where it was in loading
            return subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, encoding="utf-8", env=environment)

    def build(
        self,
        request: BuildRequest,
        stages: Mapping[str, Any] | None = None,
        told: Callable[[dict[str, Any]], object] = lambda _: None,
    ) -> BuildOutcome | Exception:
        """Make the track that is asked for; returns what that came to, or the error that kept it from being made.

        With what `Stages` is to be made of, beginnings of it are made as soon as they can be; `told` gets what the
        worker says meanwhile.
        """
        if (self._process is None or self._process.poll() is not None) and not self._stopped:
            self.close()
            self._process = self._started()
        assert self._process and self._process.stdin and self._process.stdout
        with suppress(OSError):
            self._process.stdin.write(json.dumps({"request": request.as_json(), "stages": stages}) + "\n")
            self._process.stdin.flush()
        while line := self._process.stdout.readline():
            answer = json.loads(line)
            if "failure" in answer:
                return failure_from_json(answer["failure"])
            if "outcome" in answer:
                return BuildOutcome.from_json(answer["outcome"])
            told(answer)
        ended = f"{request.routine}: what was to build it ended with code {self._process.wait()}"
        return WorkerEndedError(f"{ended}; try again with fewer jobs")

    def stop(self) -> None:
        """End it at once, in good order if it will: as Ctrl-C does."""
        self._stopped = True
        if self._process is None:
            return
        # of two signals in the same moment Python may notice none, until the next
        for _ in range(_TELLINGS):
            self._process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_BETWEEN)
                return
        self._process.kill()

    def close(self) -> None:
        """End it, after the track that it is at."""
        if self._process is None:
            return
        assert self._process.stdin and self._process.stdout
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

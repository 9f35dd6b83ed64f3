"""Who does the work: this process, for a few people, or Dask, on every core of this machine or on a known cluster.

Work goes in chunks, for a task of Dask costs about a millisecond of its scheduler, whatever it does. A chunk may be
done twice, where a worker is lost or the scheduler starts again: its tracks are the same bytes in the same place.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from nightcue.building.outcome import WorkerEndedError
from nightcue.debugging import log

if TYPE_CHECKING:
    import distributed

A = TypeVar("A")
Work = Callable[[Sequence[A]], Any]

AHEAD = 3
"""Chunks a worker that are handed out at a time: one that it does, and some that it does not have to wait for."""

MOST_DEATHS = 5
"""Workers that may end while they do a chunk before its items are tried one by one."""

PATIENCE = 120.0
"""Seconds without a scheduler or a worker before the run gives up."""

_LOOK = 1.0
"""Seconds after which it is asked again whether the scheduler is still there."""


@dataclass(frozen=True)
class Done:
    """What a chunk came to; None where it is one item that no worker gets through."""

    chunk: Sequence[Any]
    result: Any = None

    @property
    def lost(self) -> WorkerEndedError:
        """The error of such an item."""
        return WorkerEndedError(f"{MOST_DEATHS} workers ended while they made this track")


class Engine(Protocol):
    """Does chunks of work, in any order."""

    def each(self, work: Work[A], chunks: Sequence[Sequence[A]]) -> Iterator[Done]:
        """Yield what each chunk came to, as soon as that is known. What `work` raises is raised here."""


class Here:
    """This process, which takes no time to start."""

    def each(self, work: Work[A], chunks: Sequence[Sequence[A]]) -> Iterator[Done]:
        """Do one chunk after another."""
        for chunk in chunks:
            yield Done(chunk, work(chunk))


class Cluster:
    """The workers of a Dask cluster; `connect` returns a client of it, and again after the scheduler was lost.

    `handed_out` counts the chunks that were handed out, those too that were so again.
    """

    def __init__(self, connect: Callable[[], distributed.Client]) -> None:
        self._connect = connect
        self._client = connect()
        self.handed_out = 0

    def each(self, work: Work[A], chunks: Sequence[Sequence[A]]) -> Iterator[Done]:
        """Hand out the chunks; those of a lost worker go to another, and all that are out to a new scheduler."""
        import distributed

        waiting, out = deque(chunks), dict[distributed.Future[Any], Sequence[A]]()
        alive = time.monotonic()
        while waiting or out:
            try:
                while waiting and len(out) < AHEAD * self._workers():
                    future = self._client.submit(work, waiting[0], pure=False)
                    out[future] = waiting.popleft()
                    self.handed_out += 1
                done = self._finished([*out])
                alive = time.monotonic() if done or self._workers() else alive
                for future in done:
                    yield from self._settled(future, out.pop(future), waiting)
            except (OSError, TimeoutError, distributed.CancelledError) as problem:
                log("the scheduler is lost (%s); %s chunks are handed out again", problem, len(out))
                waiting.extendleft(out.values())
                out.clear()
                self._reconnect()
            if time.monotonic() - alive > PATIENCE:
                raise WorkerEndedError("no worker has been there for two minutes; look at the cluster, and try again")

    def close(self) -> None:
        """Let the client go."""
        with suppress(Exception):
            self._client.close()

    def _workers(self) -> int:
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def _finished(self, futures: list[distributed.Future[Any]]) -> list[distributed.Future[Any]]:
        import distributed

        if futures:
            with suppress(TimeoutError), self._client.as_current():
                distributed.wait(futures, timeout=_LOOK, return_when="FIRST_COMPLETED")
        else:
            time.sleep(_LOOK)
        return [future for future in futures if future.done()]

    def _settled(
        self, future: distributed.Future[Any], chunk: Sequence[A], waiting: deque[Sequence[A]]
    ) -> Iterator[Done]:
        import distributed

        if future.status == "finished":
            yield Done(chunk, future.result())
        elif future.status in ("cancelled", "lost"):
            waiting.append(chunk)
        else:
            error = future.exception()
            if not isinstance(error, distributed.scheduler.KilledWorker):
                raise error if isinstance(error, Exception) else RuntimeError(str(error))
            if len(chunk) == 1:
                yield Done(chunk)
            else:  # one of them may be what ends the workers
                waiting.extend(chunk[place : place + 1] for place in range(len(chunk)))

    def _reconnect(self) -> None:
        """Connect to the scheduler once it is there again. Raises WorkerEndedError where it does not come back."""
        until = time.monotonic() + PATIENCE
        while True:
            self.close()
            try:
                self._client = self._connect()
                return
            except OSError as problem:
                if time.monotonic() > until:
                    raise WorkerEndedError(f"the scheduler is gone: {problem}") from problem
                time.sleep(_LOOK)


@contextmanager
def local_cluster(workers: int) -> Iterator[Cluster]:
    """Start a cluster of so many workers on this machine, a process each, and stop it afterwards.

    What goes between them is encrypted, and only they have the key, for names and conditions are in it.
    """
    import dask
    import distributed

    quiet = {"distributed.scheduler.allowed-failures": MOST_DEATHS, "distributed.admin.log-length": 0}
    with (
        dask.config.set(quiet),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="",
            security=distributed.Security.temporary(),
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        engine = Cluster(lambda: distributed.Client(cluster, set_as_default=False))
        try:
            yield engine
        finally:
            engine.close()


@contextmanager
def known_cluster(scheduler: str) -> Iterator[Cluster]:
    """Use the cluster whose scheduler is at an address, such as tcp://10.0.0.5:8786, or in a scheduler file.

    Raises WorkerEndedError where none answers.
    """
    import distributed

    where = {"address": scheduler} if "://" in scheduler else {"scheduler_file": scheduler}
    try:
        engine = Cluster(lambda: distributed.Client(**where, timeout=10, set_as_default=False))
    except (OSError, ValueError) as problem:
        raise WorkerEndedError(f"no scheduler answers at {scheduler}: {problem}") from None
    try:
        yield engine
    finally:
        engine.close()


def cores() -> int:
    """Return how many processes this program may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

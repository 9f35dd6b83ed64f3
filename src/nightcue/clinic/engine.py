"""Who does the work: this process, for a few people, or Dask, on every core of this machine or on a known cluster.

Work goes in chunks, for a task of Dask costs about a millisecond of its scheduler, whatever it does. A chunk may be
done twice, where a worker is lost or the scheduler starts again: its tracks are the same bytes in the same place.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from nightcue.building.outcome import WorkerEndedError
from nightcue.building.parallel import LARGEST_ENGINE, WORKER
from nightcue.debugging import log
from nightcue.machine import places, shared_by

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

ALONE = 20.0
"""Seconds without a worker before the cluster is asked for anew: Dask starts none again that ends while it starts."""

_LOOK = 1.0
"""Seconds after which it is asked again whether there is a scheduler, or a worker."""

WATCHED = 200
"""Chunks that are watched at a time, those that were handed out first: to watch all would keep the client busy."""

_WAIT = 5.0
"""Seconds for which chunks are waited for at a time; the loss of the scheduler ends it sooner."""

_COUNTED = 5.0
"""Seconds for which it is taken as known how many workers there are: the answer names each with all that it does."""


@dataclass(frozen=True)
class Done:
    """What a chunk came to; None where it is one item that no worker gets through."""

    chunk: Sequence[Any]
    result: Any = None

    @property
    def lost(self) -> WorkerEndedError:
        """The error of such an item."""
        return WorkerEndedError(f"{MOST_DEATHS} workers ended while they made this track")


_SETTINGS = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "5s",
    "distributed.admin.tick.interval": "10s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.system-monitor.interval": "60s",
    "distributed.scheduler.work-stealing-interval": "5s",
    "distributed.client.scheduler-info-interval": "60s",
}
"""Of Dask, less watching over itself: a look every 10 ms at what a worker does costs more than handing out its work."""


class _Suspect(list[Any]):
    """One item of a chunk during which workers ended, to be done while nothing else is."""


_Queue = deque[Sequence[Any]]


class Engine(Protocol):
    """Does chunks of work, in any order; `is_elsewhere` where it may be done on other machines."""

    is_elsewhere: bool

    def each(self, work: Work[A], chunks: Sequence[Sequence[A]]) -> Iterator[Done]:
        """Yield what each chunk came to, as soon as that is known. What `work` raises is raised here."""


class Here:
    """This process, which takes no time to start."""

    is_elsewhere = False

    def each(self, work: Work[A], chunks: Sequence[Sequence[A]]) -> Iterator[Done]:
        """Do one chunk after another."""
        for chunk in chunks:
            yield Done(chunk, work(chunk))


class Cluster:
    """The workers of a Dask cluster; `connect` returns a client of it, and again after the scheduler was lost.

    `handed_out` counts the chunks that were handed out, those too that were so again.
    """

    def __init__(self, connect: Callable[[], distributed.Client], is_elsewhere: bool = False) -> None:
        for name in ("distributed", "distributed.client"):  # Dask gives each a level of its own
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what it tells of a lost scheduler is dealt with
        self._connect = connect
        self._client = connect()
        self._counted = 0, 0.0
        self.is_elsewhere = is_elsewhere
        self.handed_out = 0

    def each(self, work: Work[A], chunks: Sequence[Sequence[A]]) -> Iterator[Done]:
        """Hand out the chunks; those of a lost worker go to another, and all that are out to a new scheduler."""
        import distributed

        waiting, out = deque(chunks), dict[distributed.Future[Any], Sequence[A]]()
        suspects: _Queue = deque()
        alive = time.monotonic()
        while waiting or out or suspects:
            settled: list[Done | Exception | None] = []
            try:
                workers = self._workers()
                if suspects and not waiting and not out:  # alone, so that no other one dies with it
                    waiting.append(suspects.popleft())
                while waiting and len(out) < AHEAD * workers:
                    future = self._client.submit(work, waiting[0], pure=False)
                    out[future] = waiting.popleft()
                    self.handed_out += 1
                done = self._finished([*out])
                alive = time.monotonic() if done or workers else alive
                if time.monotonic() - alive > ALONE:
                    raise TimeoutError("there is no worker")
                for future in done:
                    settled.append(self._settled(future, out[future], waiting, suspects))
                    del out[future]  # only now: to fetch what it came to may fail
            except (OSError, TimeoutError, distributed.CancelledError) as problem:
                log("the cluster is lost (%s); %s chunks are handed out again", problem, len(out))
                waiting.extendleft(out.values())
                out.clear()
                if time.monotonic() - alive > PATIENCE:
                    raise WorkerEndedError("there is no worker; look at the cluster, and try again") from problem
                self._reconnect()
            for each in settled:
                if isinstance(each, Exception):
                    raise each
                if each:
                    yield each

    def close(self) -> None:
        """Let the client go."""
        with suppress(Exception):
            self._client.close()

    def _workers(self) -> int:
        """Return how many workers there are, or were some seconds ago; none is asked for again at once."""
        count, asked = self._counted
        if not count or time.monotonic() - asked > _COUNTED:
            count = len(self._client.scheduler_info(n_workers=-1)["workers"])
            self._counted = count, time.monotonic()
        return count

    def _finished(self, futures: list[distributed.Future[Any]]) -> list[distributed.Future[Any]]:
        import distributed

        if futures:
            with suppress(TimeoutError), self._client.as_current():
                distributed.wait(futures[:WATCHED], timeout=_WAIT, return_when="FIRST_COMPLETED")
        else:
            time.sleep(_LOOK)
        return [future for future in futures if future.done()]

    def _settled(
        self, future: distributed.Future[Any], chunk: Sequence[A], waiting: _Queue, suspects: _Queue
    ) -> Done | Exception | None:
        """Return what a chunk came to, or what it raised.

        None where it is to be done again, one item at a time if one may be what ends workers.
        """
        import distributed

        if future.status == "finished":
            return Done(chunk, future.result())
        if future.status in ("cancelled", "lost"):
            waiting.append(chunk)
            return None
        error = future.exception()
        if not isinstance(error, distributed.scheduler.KilledWorker):
            return error if isinstance(error, Exception) else RuntimeError(str(error))
        if isinstance(chunk, _Suspect):
            return Done(chunk)
        suspects.extend(_Suspect([each]) for each in chunk)
        return None

    def _reconnect(self) -> None:
        """Connect to the scheduler once it is there again. Raises WorkerEndedError where it does not come back."""
        until = time.monotonic() + PATIENCE
        while True:
            self.close()
            try:
                self._client = self._connect()
                self._counted = 0, 0.0
                return
            except (OSError, RuntimeError) as problem:  # the second where a worker ends while a cluster starts
                if time.monotonic() > until:
                    raise WorkerEndedError(f"the scheduler is gone: {problem}") from problem
                time.sleep(_LOOK)


def most_workers() -> int:
    """Return how many workers this machine has memory for, each with a neural voice that speaks the names."""
    return places(WORKER + LARGEST_ENGINE)


@contextmanager
def local_cluster(workers: int) -> Iterator[Cluster]:
    """Start a cluster of so many workers on this machine, processes that share its memory, and stop it afterwards.

    What goes between them is encrypted, and only they have the key, for names and conditions are in it.
    """
    import dask
    import distributed

    clusters: list[distributed.LocalCluster] = []

    def connect() -> distributed.Client:
        for lost in clusters:
            lost.close()
        clusters[:] = [
            distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                # its pages for people are for nobody else on the network
                dashboard_address="127.0.0.1:0",
                worker_dashboard_address="127.0.0.1:0",
                scheduler_sync_interval="60s",
                security=distributed.Security.temporary(),
                silence_logs=logging.CRITICAL,
                env=shared_by(workers),
            )
        ]
        return distributed.Client(clusters[0], set_as_default=False)

    with dask.config.set(_SETTINGS | {"distributed.scheduler.allowed-failures": MOST_DEATHS}):
        engine = Cluster(connect)
        try:
            yield engine
        finally:
            engine.close()
            for cluster in clusters:
                cluster.close()


@contextmanager
def known_cluster(scheduler: str) -> Iterator[Cluster]:
    """Use the cluster whose scheduler is at an address, such as tcp://10.0.0.5:8786, or in a scheduler file.

    Raises WorkerEndedError where none answers.
    """
    import distributed

    where = {"address": scheduler} if "://" in scheduler else {"scheduler_file": scheduler}
    try:
        engine = Cluster(lambda: distributed.Client(**where, timeout=10, set_as_default=False), is_elsewhere=True)
    except (OSError, ValueError) as problem:
        raise WorkerEndedError(f"no scheduler answers at {scheduler}: {problem}") from None
    try:
        yield engine
    finally:
        engine.close()

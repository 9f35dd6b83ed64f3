"""What a million people on a thousand workers would come to: a simulation, from what was measured on two cores.

    python benchmarks/clinic_simulation.py
    python benchmarks/clinic_simulation.py --people 100000 --workers 100 1000
    python benchmarks/clinic_simulation.py --measure

Every event of a run is played through: a chunk is handed out by the one process that does so, a worker makes its tracks
and writes each into the store, which takes so many writes a second and refuses the others, and they are tried again.
`Assumed` has every figure, with where it is from; `--measure` takes those anew that one machine can tell. Nothing here
was seen with more than four workers: no network between machines, no worker that is slower than others, none lost.
"""

from __future__ import annotations

import argparse
import heapq
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, product
from math import ceil
from pathlib import Path

from distributed.scheduler import heartbeat_interval

from nightcue.clinic.engine import AHEAD, WATCHED, Cluster, local_cluster
from nightcue.clinic.looking import Asked, look
from nightcue.clinic.manifest import READERS
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.person import Person
from nightcue.clinic.run import CHUNK, LINES
from nightcue.language.library import find


@dataclass(frozen=True)
class Assumed:
    """What a run is made of, in seconds where nothing else is said."""

    make: float = 0.069
    """Processor of a worker for a track in the embedded voice, its line with a name too (benchmarks/clinic.py)."""
    look: float = 0.0125
    """Processor of a worker to look at a person before anything is made (`--measure`)."""
    speak: float = 0.03
    """Processor of a worker to speak a line with a name in the embedded voice (assumed)."""
    hand_out: float = 0.0067
    """Processor of the client and the scheduler for a chunk of 50 people, both ways (`--measure`)."""
    watch: float = 53e-6
    """Processor of the client for each chunk that it watches, whenever it looks which are done (`--measure`)."""
    heartbeat: float = 0.0006
    """Processor of the scheduler for a heartbeat of a worker (2.4 ms a second for four of them: a profile of it)."""
    start: float = 10.0
    """Until a worker has loaded nightcue and its first routine (7 to 20 s for a cluster of two at a load of 14)."""
    write: float = 0.1
    """A write of 2 MB into an object store (assumed: S3's own guide says 100 to 200 ms for a small object)."""
    read: float = 0.05
    """A read, or a deletion, of a small file there (assumed)."""
    writes: float = 3500.0
    """Writes a second that the store takes for one folder (S3's guide: "at least 3,500 PUT … per prefix")."""
    first_wait: float = 0.05
    """Until what was refused is tried again; twice as long each time, up to `longest_wait` (clinic/store.py)."""
    longest_wait: float = 5.0
    track: float = 2e6
    """Bytes of a track (measured)."""
    line: float = 400.0
    """Bytes of an entry of the manifest (measured)."""
    a_core_hour: float = 0.04
    """Dollars (assumed, as the price lists of large providers were: look at yours)."""
    a_thousand_writes: float = 0.005
    a_gigabyte_month: float = 0.023
    a_gigabyte_out: float = 0.09


@dataclass
class Store:
    """An object store: it takes so many writes in each second, and refuses the others."""

    assumed: Assumed
    taken: dict[int, int] = field(default_factory=dict)
    refused: int = 0

    def takes(self, now: float) -> bool:
        """Return whether a write that comes now is taken."""
        second = int(now)
        is_taken = self.taken.get(second, 0) < self.assumed.writes
        if is_taken:
            self.taken[second] = self.taken.get(second, 0) + 1
        else:
            self.refused += 1
        return is_taken


@dataclass
class Stage:
    """Work in chunks that must all be done before the next stage begins: what a worker does for one, and its writes."""

    name: str
    chunks: int
    processor: float
    writes: int


@dataclass
class Came:
    """What a stage came to: seconds by the clock, and the share of them in which workers, and the client, were busy."""

    took: float
    worked: float
    handed: float
    refused: int


class Playing:
    """A stage that is played through, event by event, from the second `began` on."""

    def __init__(self, stage: Stage, workers: int, assumed: Assumed, store: Store, began: float) -> None:
        self._stage, self._workers, self._assumed, self._store, self._began = stage, workers, assumed, store, began
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._order, self._chance = count(), random.Random(20)
        self._waiting, self._ready, self._finished, self._out, self._done = stage.chunks, 0, 0, 0, 0
        self._idle, self._is_blocked = workers, False
        self._worked, self._handed, self._end, self._refused = 0.0, 0.0, began, store.refused
        beats = workers / heartbeat_interval(workers)
        self._slower = 1 / max(0.01, 1 - beats * assumed.heartbeat)

    def played(self) -> Came:
        """Return what it came to."""
        self._at(self._began, self._look_around)
        while self._events:
            now, _, what = heapq.heappop(self._events)
            what(now)
        took = max(self._end - self._began, 1e-9)
        return Came(took, self._worked / took / self._workers, self._handed / took, self._store.refused - self._refused)

    def _at(self, moment: float, what: Callable[[float], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._order), what))

    def _look_around(self, now: float) -> None:
        """Fetch what is done, and hand out what may be out: the loop of the engine, which is one process."""
        fetched, self._finished = self._finished, 0
        self._out, self._done = self._out - fetched, self._done + fetched
        given = min(self._waiting, max(0, AHEAD * self._workers - self._out))
        takes = self._assumed.watch * min(self._out, WATCHED) + self._assumed.hand_out * (fetched + given) / 2
        takes *= self._slower
        for number in range(given):
            self._at(now + takes * (number + 1) / given, self._arrive)
        self._waiting, self._out = self._waiting - given, self._out + given
        self._handed, self._end = self._handed + takes, max(self._end, now + takes)
        if self._done < self._stage.chunks:
            self._at(now + takes, self._see)

    def _see(self, now: float) -> None:
        """Look around again if there is something to fetch, or else when there is."""
        self._is_blocked = not self._finished
        if self._finished:
            self._look_around(now)

    def _arrive(self, now: float) -> None:
        self._ready += 1
        self._begin(now)

    def _begin(self, now: float) -> None:
        """Have a worker that is idle take a chunk, if there is one."""
        if not (self._idle and self._ready):
            return
        self._idle, self._ready = self._idle - 1, self._ready - 1
        processor = self._stage.processor * self._chance.uniform(0.8, 1.2)  # no two chunks are alike
        self._worked += processor
        each = processor / max(1, self._stage.writes)
        self._at(now + each, partial(self._write, self._stage.writes, each, self._assumed.first_wait))

    def _write(self, left: int, each: float, patience: float, now: float) -> None:
        """Write one of the files that are left of a chunk, and make the next; without any, the chunk is done."""
        assumed = self._assumed
        if left and not self._store.takes(now):
            self._at(now + patience, partial(self._write, left, each, min(2 * patience, assumed.longest_wait)))
        elif left > 1:
            self._at(now + assumed.write + each, partial(self._write, left - 1, each, assumed.first_wait))
        else:
            self._at(now + (assumed.write if left else 0), self._finish)

    def _finish(self, now: float) -> None:
        self._idle, self._finished, self._end = self._idle + 1, self._finished + 1, max(self._end, now)
        self._begin(now)
        if self._is_blocked:
            self._is_blocked = False
            self._look_around(now)


def stages_of(people: int, assumed: Assumed) -> list[Stage]:
    """Return the stages of a run, as clinic/run.py goes through them."""
    chunks = ceil(people / CHUNK)
    edges = 2 * chunks  # whoever begins or ends a chunk is looked at, and all their names differ
    return [
        Stage("looking", ceil(edges / CHUNK), assumed.look * CHUNK, 0),
        Stage("speaking", ceil(edges / LINES), assumed.speak * LINES, 0),
        Stage("making", chunks, assumed.make * CHUNK, CHUNK + 1),
    ]


def simulate(people: int, workers: int, assumed: Assumed) -> None:
    """Print what a run would come to."""
    chunks, store, now = ceil(people / CHUNK), Store(assumed), assumed.start
    print(f"{people:,} people, {workers:,} workers, {assumed.writes:,.0f} writes a second")
    for stage in stages_of(people, assumed):
        came = Playing(stage, workers, assumed, store, now).played()
        now += came.took
        print(
            f"  {stage.name}: {stage.chunks:,} chunks in {came.took:,.0f} s; workers {100 * came.worked:.0f} % busy,"
            f" client and scheduler {100 * came.handed:.0f} %, {came.refused:,} writes refused and tried again"
        )
    closing = 2 * chunks * assumed.read / READERS
    print(f"  closing the manifest: {closing:,.0f} s, {people * assumed.line / 1e9:.1f} GB of it in memory")
    took = now + closing
    hours, room, writes = workers * took / 3600, people * assumed.track / 1e9, people + chunks
    print(
        f"  in all {took / 60:,.0f} min by the clock; {hours:,.0f} hours of cores, ${hours * assumed.a_core_hour:,.0f}"
    )
    print(f"  {writes / 1e6:.2f} million writes, ${writes / 1000 * assumed.a_thousand_writes:,.0f}")
    a_month, sent = room * assumed.a_gigabyte_month, room * assumed.a_gigabyte_out
    print(f"  {room:,.0f} GB, ${a_month:,.0f} a month; ${sent:,.0f} to send each track once")


def own() -> float:
    """Return the processor seconds of this process, in which the client and the scheduler run."""
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def nothing(order: Order, asked: object) -> None:
    """Do nothing with a chunk: what is left is what it costs to hand it out."""


def asleep(seconds: float) -> None:
    """Keep a worker busy."""
    time.sleep(seconds)


def measure() -> None:
    """Print the figures of Assumed that one machine can tell."""
    wanted = [
        Wanted(Person("p.csv", n, f"p{n}", {"name": f"Ana {n}", "voice": "embedded"}), find("stretch"))
        for n in range(2100)
    ]
    asked = [Asked(each, None, None) for each in wanted]
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"NIGHTCUE_CACHE": str(Path(scratch) / "cache")}
        order = Order(str(Path(scratch) / "out"))
        look(order, asked[:50])
        before = own()
        look(order, asked[50:150])
        print(f"  look: {(own() - before) / 100:.4f} s a person")
        with local_cluster(2) as engine:
            assert isinstance(engine, Cluster)
            list(engine.each(partial(nothing, order), [asked[:50]]))
            chunks = [asked[first : first + 50] for first in range(0, 2000, 50)] * 10
            before = own()
            list(engine.each(partial(nothing, order), chunks))
            print(f"  hand_out: {(own() - before) / len(chunks):.4f} s a chunk")
            print(f"  watch: {_watch(engine):.6f} s for each chunk that is out")


def _watch(engine: Cluster) -> float:
    import distributed

    client = engine._client
    futures = [client.submit(asleep, 1000, pure=False) for _ in range(1000)]
    time.sleep(2)
    before = own()
    for _ in range(10):
        try:
            with client.as_current():
                distributed.wait(futures, timeout=0.1, return_when="FIRST_COMPLETED")
        except TimeoutError:
            continue
    cost = (own() - before) / 10 / len(futures)
    client.cancel(futures, force=True)
    return cost


def main() -> None:
    """Print what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=1_000_000)
    options.add_argument("--workers", type=int, nargs="+", default=[100, 300, 1000, 3000])
    options.add_argument("--writes", type=float, nargs="+", default=[Assumed.writes, 35_000.0])
    options.add_argument("--measure", action="store_true", help="Measure what this machine can tell.")
    asked = options.parse_args()
    if asked.measure:
        measure()
    for writes, workers in product([] if asked.measure else asked.writes, asked.workers):
        simulate(asked.people, workers, replace(Assumed(), writes=writes))


if __name__ == "__main__":
    main()

"""What a track costs in a batch, and what it costs by `nightcue build`; with the engine really running.

    python benchmarks/clinic.py --people 400 --workers 1 2 4
    python benchmarks/clinic.py --people 40 --workers 2 --voice heart --builds 3

Everything is measured on this machine, in processor seconds of all processes together, which do not depend on who else
is at work on it as much as the time by the clock does. Names are all different, so no line with a name is spoken twice.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice, product
from pathlib import Path

from nightcue.amounts import size
from nightcue.clinic.engine import Cluster, Engine, Here, local_cluster
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.person import Person
from nightcue.clinic.run import CHUNK, run
from nightcue.language.library import find

FIRST = ("Ana", "Ber", "Car", "Dor", "Emi", "Fri", "Gus", "Han", "Iva", "Jul")
MIDDLE = ("bela", "dita", "lano", "mira", "nado", "rica", "sandra", "tino", "vero", "zeta")
LAST = ("Alba", "Bosch", "Costa", "Duran", "Egea", "Feliu", "Gil", "Haro", "Ibarra", "Jover")


def names() -> list[str]:
    """Return a thousand names, and each of them with ten more letters before it."""
    each = [f"{first}{middle} {last}" for first, middle, last in product(FIRST, MIDDLE, LAST)]
    return [*each, *(f"{letter}. {name}" for letter, name in product("ABCDEFGHIJ", each))]


def used() -> float:
    """Return the processor seconds of this process and of all that it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def own() -> float:
    """Return the processor seconds of this process, in which the scheduler runs."""
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def build_each(routine: str, voice: str, count: int, folder: Path) -> float:
    """Return the processor seconds of one `nightcue build` for a person, after a first one that warms the cache."""
    began = 0.0
    for number, name in enumerate(islice(names(), count + 1)):
        config = folder / f"config{number}"
        config.mkdir()
        (config / "profile.yaml").write_text(f"name: {name}\nvoice: {voice}\n")
        command = [sys.executable, "-m", "nightcue", "build", routine, "-o", str(folder / f"{number}.mp3")]
        subprocess.run(command, env=os.environ | {"NIGHTCUE_CONFIG": str(config)}, check=True, capture_output=True)
        began = began or used()
    return (used() - began) / count


def batch(engine: Engine, routine: str, voice: str, count: int, where: Path) -> int:
    """Make the tracks of so many people, and delete each once it is told, for they may not fit; returns their bytes."""
    people = (Person("people.csv", n, f"p{n}", {"name": name, "voice": voice}) for n, name in enumerate(names(), 2))
    wanted = [Wanted(person, find(routine)) for person in islice(people, count)]
    made: dict[str, int] = {}
    for settled in run(Order(str(where)), wanted, engine):
        entry = settled.entry
        assert entry.how == "made", entry.why
        assert (where / entry.file).stat().st_size == entry.size
        (where / entry.file).unlink()
        made[entry.file] = entry.size
    assert len(made) == count
    return sum(made.values())


def with_workers(workers: int, routine: str, voice: str, count: int, where: Path) -> float:
    """Make a batch with so many workers, print what it took, and return the processor seconds a track."""
    before, began, scheduler = used(), time.monotonic(), 0.0
    if workers == 0:
        room = batch(Here(), routine, voice, count, where)
    else:
        with local_cluster(workers) as engine:
            assert isinstance(engine, Cluster)
            started, at = time.monotonic() - began, own()
            room = batch(engine, routine, voice, count, where)
            scheduler = own() - at
        print(f"  the cluster was there after {started:.1f} s")
    took, cost = time.monotonic() - began, used() - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN if workers else resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"  {workers} workers: {count} tracks, {size(room)}, in {took:.1f} s by the clock;"
        f" {cost:.1f} s of processor, {1000 * cost / count:.0f} ms a track;"
        f" scheduler and client {100 * scheduler / cost:.1f} %; peak of a worker {size(peak)}"
    )
    shutil.rmtree(where)
    return cost / count


def main() -> None:
    """Print what was measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--routine", default="stretch")
    options.add_argument("--voice", default="embedded")
    options.add_argument("--people", type=int, default=400)
    options.add_argument("--builds", type=int, default=5)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="0 is this process, without Dask")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ |= {"NIGHTCUE_READY": "no", "NIGHTCUE_CACHE": str(folder / "cache")}
        print(f"{asked.routine}, {asked.voice}, chunks of {CHUNK}")
        alone = build_each(asked.routine, asked.voice, asked.builds, folder)
        print(f"  nightcue build: {alone:.2f} s of processor a track")
        for workers in asked.workers:
            os.environ["NIGHTCUE_CACHE"] = str(folder / f"cache{workers}")
            cost = with_workers(workers, asked.routine, asked.voice, asked.people, folder / "out")
            print(f"  {alone / cost:.1f} times fewer processor seconds a track than nightcue build")


if __name__ == "__main__":
    main()

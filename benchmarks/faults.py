"""What a build leaves behind when something happens to the machine: a table.

`python benchmarks/faults.py [KILLS]` (200 kills unless told; every other fault a twentieth as often). Each time the
track of an older text lies in the output folder, and something happens to the build of a newer one. Then the track must
be the old one or the new one to the last byte, and the next build must succeed and clear away. Small disks are mounted
where that is allowed (as root); where it is not, the table says so.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fault_bench import Bench, Tally, ending, mounted

from nightcue.storage.eviction import clear

YEAR = 365 * 86_400


def signalled(bench: Bench, times: int, number: signal.Signals, cache: str, in_a_row: int = 1) -> Tally:
    """Send a signal at a random moment: SIGINT to the whole group as a terminal does, another to the build alone.

    Most of a build is spent elsewhere, so every other signal comes when the track begins to be written, or just after.
    After so many `in_a_row` there is a build without any.
    """
    tally = Tally(f"{'Ctrl-C' if number == signal.SIGINT else number.name}, {cache} cache")
    for trial in range(times):
        if trial % in_a_row == 0:
            bench.reset(cache)
        bench.track.write_bytes(bench.good["old"])
        before = bench.written()
        build = bench.start()
        if trial % 2:
            while build.poll() is None and bench.written() <= before:
                time.sleep(0.001)
            time.sleep(bench.chance.uniform(0, 0.06))
        else:
            time.sleep(bench.chance.uniform(0, 1.1 * bench.seconds[cache]))
        if build.poll() is None:
            (os.killpg if number == signal.SIGINT else os.kill)(build.pid, number)
        bench.look(tally, ending(build))
        if trial % in_a_row == in_a_row - 1:
            bench.build_again(tally)
    return tally


def two_at_once(bench: Bench, times: int) -> Tally:
    """Two builds of the same routine into the same file, with an empty cache that they share."""
    tally = Tally("two builds at once")
    for _ in range(times):
        bench.reset("cold")
        builds = [bench.start(), bench.start()]
        bench.judge(tally, *map(ending, builds))
    return tally


def no_cache(bench: Bench, times: int) -> Tally:
    """A file in the place of the cache folder."""
    tally = Tally("a file in place of the cache")
    for _ in range(times):
        bench.reset("cold")
        shutil.rmtree(bench.cache, ignore_errors=True)
        bench.cache.touch()
        bench.judge(tally, ending(bench.start()))
        bench.cache.unlink()
    return tally


def garbage(bench: Bench, times: int) -> Tally:
    """Every file of a full cache changed, cut, emptied, or a folder in its place; and files of no meaning beside."""
    tally = Tally("a cache full of garbage")
    for _ in range(times):
        bench.reset("warm")
        for path in [path for path in bench.cache.rglob("*") if path.is_file()]:
            _spoil(path, bench.chance)
            (path.parent / "garbage").write_bytes(bench.chance.randbytes(500))
        bench.judge(tally, ending(bench.start()))
    return tally


def limited(bench: Bench, times: int, kind: int, highest: int, what: str) -> Tally:
    """A limit of the system, `kind`, at a random value up to `highest`."""
    tally = Tally(what)
    for trial in range(times):
        bench.reset("warm" if trial % 2 else "cold")
        value = bench.chance.randint(5, highest)
        build = bench.start(lambda value=value: resource.setrlimit(kind, (value, value)))  # type: ignore[misc]
        bench.judge(tally, ending(build))
    return tally


def cleared_meanwhile(bench: Bench, times: int) -> Tally:
    """The cache cleared again and again while the build runs, as `nightcue cache --clear` does it."""
    tally = Tally("the cache cleared meanwhile")
    for _ in range(times):
        bench.reset("warm")
        build = bench.start()
        while build.poll() is None:
            clear(bench.cache)
            time.sleep(0.01)
        bench.judge(tally, ending(build))
    return tally


def clock_back(bench: Bench, times: int) -> Tally:
    """A full cache, a routine and a track with times of next year, or of 1970."""
    tally = Tally("a clock put back, or far ahead")
    for trial in range(times):
        bench.reset("warm")
        moment = 0 if trial % 2 else time.time() + YEAR
        for path in (*bench.cache.rglob("*"), bench.track, bench.folder / "routine.yaml"):
            os.utime(path, (moment, moment))
        bench.judge(tally, ending(bench.start()))
    return tally


def read_only_disk(bench: Bench, times: int) -> Tally:
    """A full cache on a disk that cannot be written, and half of one."""
    tally = Tally("a cache on a read-only disk")
    for trial in range(times):
        bench.reset("cold")
        with mounted(bench.cache, "size=20m") as done:
            if not done:
                tally.not_tried = "not tried: no disk can be mounted here"
                return tally
            bench.reset("warm")
            if trial % 2:
                shutil.rmtree(bench.cache / "clips")
            subprocess.run(["mount", "-o", "remount,ro", str(bench.cache)], check=True)
            bench.judge(tally, ending(bench.start()))
    return tally


def full_disk(bench: Bench, times: int) -> Tally:
    """Track, cache and temporary files on one small disk with little room left on it; then there is room again."""
    tally = Tally("a full disk")
    for _ in range(times):
        with mounted(bench.folder / "disk", "size=4m") as done:
            if not done:
                tally.not_tried = "not tried: no disk can be mounted here"
                return tally
            small = bench.moved(bench.folder / "disk")
            filler = small.folder / "filler"
            free = shutil.disk_usage(small.folder).free
            filler.write_bytes(bytes(free - bench.chance.randrange(0, 400_000)))
            end = ending(small.start())
            filler.unlink()
            small.judge(tally, end)
    return tally


def _spoil(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    at = chance.randrange(len(content))
    new = chance.choice([b"", content[:at], content[:at] + b"\0garbage\xff" + content[at + 9 :], None])
    path.unlink()
    if new is None:
        path.mkdir()
    else:
        path.write_bytes(new)


def _every_fault(bench: Bench, kills: int, few: int) -> Iterator[Tally]:
    yield signalled(bench, kills // 2, signal.SIGKILL, "cold")
    yield signalled(bench, kills - kills // 2, signal.SIGKILL, "warm")
    yield signalled(bench, few, signal.SIGINT, "cold")
    yield signalled(bench, few, signal.SIGINT, "warm")
    yield two_at_once(bench, few)
    yield no_cache(bench, few)
    yield read_only_disk(bench, few)
    yield garbage(bench, few)
    yield limited(bench, few, resource.RLIMIT_FSIZE, len(bench.good["new"]), "no file may grow further")
    yield full_disk(bench, few)
    yield limited(bench, few, resource.RLIMIT_NOFILE, 20, "out of file descriptors (5 to 20)")
    yield cleared_meanwhile(bench, few)
    yield clock_back(bench, few)


def main() -> None:
    """Do everything to a build that the table names, and print it."""
    from rich.console import Console
    from rich.table import Table

    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    few = max(2, kills // 20)
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        tallies = []
        for tally in _every_fault(bench, kills, few):
            print(*tally.row(), sep=" | ", file=sys.stderr)
            tallies.append(tally)
    table = Table(box=None, pad_edge=False)
    for heading in ("what", "times", "old", "new", "other", "temporary", "next build", "ended with"):
        table.add_column(heading)
    for tally in tallies:
        table.add_row(*tally.row())
    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    console.print(table)
    for tally in tallies:
        for left in sorted(set(tally.temporary))[:5]:
            console.print(f"left by {tally.what}: {left}")
        for end in tally.next_failed:
            console.print(f"the build after {tally.what} ended with {end}")
    sys.exit(0 if all(tally.good for tally in tallies) else 1)


if __name__ == "__main__":
    main()

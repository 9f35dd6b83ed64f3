"""What nightcue does on one core and on all of them, and with 1 GiB of memory for all its processes together.

    python benchmarks/narrow.py [--times N] [--only cores|memory]

One core is that of `taskset -c 0`, for nightcue and for what it is held against alike. The memory is limited for each
process by the system (RLIMIT_DATA), from which nightcue knows it, and for all together by whoever measures: every 20 ms
it adds up what they hold, each byte once, and kills them where that is too much. Nothing is kept before a build.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from process_tree import Cost, cost_of

ENOUGH = 2**30
NIGHTCUE = (sys.executable, "-m", "nightcue")
PEOPLE = 50

LONG = {
    "en": "Put both hands flat on the wall in front of you, one foot {n} steps back, the heel of it on the floor, the "
    "knee straight, and lean in slowly until you feel a gentle pull in the calf, and no pain at all.",
    "es": "Ponga las dos manos planas en la pared delante de usted, un pie {n} pasos atrás, su talón en el suelo, la "
    "rodilla recta, e inclínese despacio hasta que note un tirón suave en la pantorrilla, sin ningún dolor.",
}
"""As long a line as a routine has: the memory of a model grows with it."""


@dataclass(frozen=True)
class Row:
    """What is measured: its name, and the command."""

    name: str
    words: Sequence[str]


class Bench:
    """A folder with the shipped routines, long lines of one's own, and a table of people."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree("routines", folder / "routines")
        for language, line in LONG.items():
            steps = "".join(f"  - say: {line.format(n=n)}\n" for n in range(2, 8))
            where = folder / "routines" / ("" if language == "en" else language) / "long.yaml"
            where.write_text(f"title: Long\nlanguage: {language}\ntopic: other\nsteps:\n{steps}", encoding="utf-8")
        rows = (f"p{n},Name{'abcdefghij'[n % 10]}{'klmno'[n // 10]},{('en', 'es')[n % 2]}\n" for n in range(PEOPLE))
        (folder / "people.csv").write_text("id,name,language\n" + "".join(rows), encoding="utf-8")
        shutil.rmtree(folder / "cache", ignore_errors=True)

    def run(self, command: Sequence[str], before: Callable[[], object] | None = None, most: int | None = None) -> Cost:
        """Run a command with an empty cache, and no track there."""
        for each in ("cache", "audio_out", "out", "config", "data", "state"):
            shutil.rmtree(self.folder / each, ignore_errors=True)
        own = {f"NIGHTCUE_{name.upper()}": str(self.folder / name) for name in ("cache", "config", "data", "state")}
        return cost_of(command, self.folder, before, most, NIGHTCUE_READY="no", **own)

    def count(self) -> int:
        """How many tracks there are."""
        return sum(1 for name in ("audio_out", "out") for _ in (self.folder / name).glob("**/*.mp3"))


def memory_rows() -> list[Row]:
    """What is run with little memory."""
    voices = (("embedded", "en"), ("heart", "en"), ("joe", "en"), ("pico-es", "es"), ("kumo", "es"))
    build = [*NIGHTCUE, "build"]
    return [
        *(Row(voice, [*build, "long", "--lang", lang, "--voice", voice]) for voice, lang in voices),
        Row("--all --jobs 4", [*build, "--all", "--jobs", "4"]),
        Row(f"batch of {PEOPLE} people", [*NIGHTCUE, "batch", "make", "people.csv", "calf-pump", "-o", "out"]),
        Row("site, which serve makes", [*NIGHTCUE, "site", "out"]),
    ]


def memory(bench: Bench) -> None:
    """Print what each holds where it may, and what becomes of it with 1 GiB."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (ENOUGH, ENOUGH))

    print("\n1 GiB for all processes together; the most that they held at one moment")
    for row in memory_rows():
        free = bench.run(row.words)
        made = bench.count()
        cost = bench.run(row.words, limit, ENOUGH)
        notes = [line for line in cost.said.splitlines() if line.startswith("note: ") and "memory" in line]
        left = bench.count()
        fault = "" if cost.code == 0 and left == made else f"   BROKEN: exit code {cost.code}, {left} tracks"
        fault += "   A TRACEBACK" if "Traceback" in cost.said else ""
        print(
            f"  {row.name:<26}{free.memory / 1e6:6.0f} MB without a limit, {made:2} tracks in {free.clock:6.1f} s;"
            f" with it {cost.memory / 1e6:6.0f} MB in {cost.clock:6.1f} s{fault}",
            flush=True,
        )
        for line in [*notes, *(cost.said.splitlines()[-3:] if fault else [])]:
            print(f"    {line}", flush=True)


def cores(bench: Bench, times: int) -> None:
    """Print the main rows on all cores and on one."""
    shutil.rmtree(bench.folder / "cache", ignore_errors=True)
    build = [*NIGHTCUE, "build", "bedtime", "--voice", "embedded"]
    wav = bench.run([*build, "--format", "wav", "-o", "plain.wav"])
    if wav.code:
        raise RuntimeError(wav.said[-2000:])
    ways = {
        "LAME's command": ["lame", "--quiet", "-b", "64", "-m", "m", "plain.wav", "lame.mp3"],
        "cold, embedded": build,
        "cold, heart": [*NIGHTCUE, "build", "long", "--voice", "heart"],
        "--all --jobs 2": [*NIGHTCUE, "build", "--all", "--lang", "en", "--jobs", "2"],
    }
    if not shutil.which("lame"):
        del ways["LAME's command"]
    places: dict[str, list[str]] = {"one core": ["taskset", "-c", "0"], f"{os.cpu_count()} cores": []}
    print(f"\nby the number of cores, median of {times}; processor time of all processes, and what they held at most")
    for place, before in places.items():
        taken = {name: [bench.run([*before, *words]) for _ in range(times)] for name, words in ways.items()}
        for name, costs in taken.items():
            clock, work = (statistics.median(each) for each in zip(*((c.clock, c.work) for c in costs), strict=True))
            held = max(cost.memory for cost in costs) / 1e6
            failed = "   FAILED" if any(cost.code for cost in costs) else ""
            print(f"  {place:<10}{name:<18}{clock:7.2f} s  processor {work:7.2f} s {held:6.0f} MB{failed}", flush=True)
        if "LAME's command" in taken:
            lame, cold = (statistics.median(c.clock for c in taken[n]) for n in ("LAME's command", "cold, embedded"))
            print(f"  {place:<10}cold build against LAME's command {cold / lame:.2f}", flush=True)


def main() -> None:
    """Measure both, or one of them."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--times", type=int, default=3)
    asked.add_argument("--only", choices=("cores", "memory"))
    wanted = asked.parse_args()
    print(f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        if wanted.only in (None, "cores"):
            cores(bench, wanted.times)
        if wanted.only in (None, "memory"):
            memory(bench)


if __name__ == "__main__":
    main()

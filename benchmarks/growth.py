"""How time and memory grow: with the cues, with the silence, with the routines, and with lines that are shared.

    python benchmarks/growth.py [--quick] [--only WORD] [--plot growth.svg]

Whole processes with Python's start, with the embedded voice, each size up to three times, of which the least counts.
Processor time is that of all processes together, memory what they hold at one moment. Under ten minutes on two quiet
cores; `--quick` leaves out the largest of each. The plot needs the extra `plot`.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from process_tree import Cost, cost_of

from nightcue.machine import cores

LEAST = 1.25
"""What grows by less than this from the smallest to the largest is called constant."""

ENOUGH = 15.0
"""Seconds after which a size is not run again."""

PART = 1_000
"""Lines with their pauses that are written into one file: it may have 20,000 values, and these are 6,000."""

OWN, SHARED = 10, 100
"""Lines of the second routine that are its own, and that it has in common with the first."""


@dataclass
class Series:
    """What grows, in what unit, and what each size took."""

    name: str
    unit: str
    costs: dict[float, Cost] = field(default_factory=dict)

    def print(self) -> None:
        """Print a row for each size, and how each of the three grows."""
        print(f"\n{self.name}\n  {self.unit:>12} {'clock':>10} {'processor':>11} {'memory':>11}")
        for size, cost in self.costs.items():
            memory = f"{cost.memory / 1e6:8.1f} MB"
            print(f"  {size:12,.10g} {cost.clock:8.2f} s {cost.work:9.2f} s {memory}", flush=True)
        for what, values in self.values().items():
            print(f"  {what:<10} {growth([*self.costs], values)}", flush=True)

    def values(self) -> dict[str, list[float]]:
        """The three things that are measured, by what they are."""
        every = self.costs.values()
        return {
            "clock": [cost.clock for cost in every],
            "processor": [cost.work for cost in every],
            "memory": [float(cost.memory) for cost in every],
        }


def growth(sizes: Sequence[float], values: Sequence[float]) -> str:
    """Name the slope: of what comes on top of the smallest size, fitted on a log-log plane."""
    if len(values) < 3 or max(values) < LEAST * values[0]:
        return f"constant ({max(values) / values[0]:.2f} times at most)"
    points = [
        (math.log(size - sizes[0]), math.log(value - values[0]))
        for size, value in zip(sizes, values, strict=True)
        if size > sizes[0] and value > 1.02 * values[0]  # less is chance
    ]
    if len(points) < 2:
        return f"grows at the largest alone ({max(values) / values[0]:.2f} times)"
    mean_x, mean_y = (sum(each) / len(points) for each in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    called = "less than linear" if slope < 0.9 else "linear" if slope <= 1.1 else "WORSE than linear"
    return f"{called} (exponent {slope:.2f})"


class Bench:
    """A folder with routines, and nightcue run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "routines/fr").mkdir(parents=True)

    def write(self, name: str, lines: Sequence[str], pause: float | None, language: str = "en") -> None:
        """Write a routine that says each line and pauses after it for so many seconds, if any; a long one in parts."""
        folder = self.folder / "routines" / ("" if language == "en" else language)
        paused = "" if pause is None else f"  - pause: {pause:.3f}s\n"
        steps = [f"  - say: {line}\n{paused}" for line in lines]
        if len(steps) > PART:
            (folder / "parts").mkdir(exist_ok=True)
            parts = range(0, len(steps), PART)
            for first in parts:
                content = f"steps:\n{''.join(steps[first : first + PART])}"
                (folder / f"parts/{name}{first}.yaml").write_text(content, encoding="utf-8")
            steps = [f"  - include: parts/{name}{first}.yaml\n" for first in parts]
        # of no topic that has to be read first
        head = f"title: Growing\nlanguage: {language}\ntopic: other\nsteps:\n"
        (folder / f"{name}.yaml").write_text(head + "".join(steps), encoding="utf-8")

    def build(self, cache: str, *words: str) -> Cost:
        """Return what a build with the embedded voice takes, with that cache folder. Raises where it fails."""
        command = [sys.executable, "-m", "nightcue", "build", *words, "--voice", "embedded"]
        cost = cost_of(command, self.folder, NIGHTCUE_CACHE=str(self.folder / cache), NIGHTCUE_READY="no")
        if cost.code:
            raise RuntimeError(f"nightcue build {' '.join(words)} ended with {cost.code}:\n{cost.said[-2000:]}")
        return cost

    def cold(self, *words: str) -> Cost:
        """Return the same with nothing kept, and no track there."""
        shutil.rmtree(self.folder / "cold", ignore_errors=True)
        shutil.rmtree(self.folder / "audio_out", ignore_errors=True)
        return self.build("cold", *words)


def best(run: Callable[[], Cost]) -> Cost:
    """Return the least of each over three runs, or over those that fit into ENOUGH."""
    runs: list[Cost] = []
    until = time.monotonic() + ENOUGH
    while len(runs) < 3 and (not runs or time.monotonic() < until):
        runs.append(run())
    return Cost(min(r.clock for r in runs), min(r.work for r in runs), min(r.memory for r in runs), 0, "")


def numbered(count: int, of: int | None = None, before: str = "") -> list[str]:
    """So many lines, `of` which are different, or all; of two that begin otherwise none is the same."""
    return [f"{before}Number {number % (of or count)} of this row." for number in range(count)]


def cues(bench: Bench, sizes: Sequence[int]) -> Series:
    """Half of the cues are lines, each another one, the others pauses; everything is spoken."""
    series = Series("cues: a line and a pause, each line another; nothing kept", "cues")
    for size in sizes:
        bench.write("growing", numbered(size // 2), 1)
        series.costs[size] = best(lambda: bench.cold("growing"))
    return series


def repeated(bench: Bench, sizes: Sequence[int]) -> Series:
    """The same, of five lines that come again and again."""
    series = Series("cues: a line and a pause, of five lines; nothing kept", "cues")
    for size in sizes:
        bench.write("growing", numbered(size // 2, of=5), 1)
        series.costs[size] = best(lambda: bench.cold("growing"))
    return series


def silence(bench: Bench, sizes: Sequence[int]) -> Series:
    """Thirty lines with so many minutes of silence between them; they are spoken, and encoded, beforehand."""
    series = Series("silence: 30 lines, kept, and so much of it between them", "minutes")
    for size in sizes:
        bench.write("growing", numbered(30), 2 * size)
        bench.build("kept", "growing")
        series.costs[size] = best(lambda: bench.build("kept", "growing", "--force"))
    return series


def routines(bench: Bench, sizes: Sequence[int]) -> Series:
    """So many routines with six lines each, of which two are its own; `--all --jobs 2`, nothing kept."""
    series = Series("routines: six lines each, two of them its own; --all --jobs 2, nothing kept", "routines")
    there = 0
    for size in sizes:
        while there < size:
            own = [f"Ceci est la ligne {there}.", f"Et voici encore {there}."]
            bench.write(f"n{there}", [*numbered(4, before="Ligne. "), *own], 1, "fr")
            there += 1
        series.costs[size] = best(lambda: bench.cold("--all", "--lang", "fr", "--jobs", "2"))
    return series


def shared(bench: Bench) -> None:
    """Print what a second routine takes that shares lines with the first, and one that has only its own lines.

    Where a pause follows every line, lines before the shared ones move those by a part of a frame of MP3, and all are
    encoded again; where a gap does, by whole frames.
    """
    common, own = numbered(SHARED, before="Shared. "), numbered(OWN, before="Own. ")
    print(f"\na second routine: {SHARED} lines of the first, and {OWN} of its own")
    ways: list[tuple[str, list[str], float | None]] = [
        ("a gap after each line, its own first", [*own, *common], None),
        ("a pause after each line, its own last", [*common, *own], 1),
        ("a pause after each line, its own first", [*own, *common], 1),
    ]
    for way, second, pause in ways:
        bench.write("first", common, pause)
        bench.write("second", second, pause)
        bench.write("alone", own, pause)

        def after_the_first() -> Cost:
            bench.cold("first")
            return bench.build("cold", "second")

        after, alone = best(after_the_first), best(lambda: bench.cold("alone"))
        print(
            f"  {way:<40}{after.clock:6.2f} s {after.work:6.2f} s of processor; its own lines alone {alone.work:.2f} s"
        )
        print(f"  {'':<40}{after.work / alone.work:6.2f} times the processor time of its own lines alone", flush=True)


def draw(every: Sequence[Series], file: Path) -> None:
    """Draw each series on log-log axes: time of the processor above, memory below."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.fonttype"] = "none"  # letters as letters
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, len(every), figsize=(3.4 * len(every), 6), squeeze=False, sharey="row")
    for column, series in enumerate(every):
        sizes = [*series.costs]
        values = series.values()
        rows = (("processor", "seconds of processor", 1.0), ("memory", "MB, all processes", 1e6))
        for row, (what, label, unit) in enumerate(rows):
            at = axes[row][column]
            at.loglog(sizes, [value / unit for value in values[what]], "o-", color="#1f4e79")
            at.set_title(growth(sizes, values[what]), fontsize=8)
            at.set_xlabel(series.unit)
            at.grid(alpha=0.3)
            if column == 0:
                at.set_ylabel(label)
        axes[0][column].set_title(f"{series.name.partition(';')[0]}\n{axes[0][column].get_title()}", fontsize=8)
    figure.tight_layout()
    figure.savefig(file)


SERIES: dict[str, tuple[Callable[[Bench, Sequence[int]], Series], tuple[int, ...]]] = {
    "cues": (cues, (10, 100, 1_000, 10_000)),
    "repeated": (repeated, (10, 100, 1_000, 10_000)),
    "silence": (silence, (1, 10, 60, 720)),
    "routines": (routines, (1, 10, 100, 1_000)),
}


def main() -> None:
    """Measure what is asked for, print it, and draw it."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--quick", action="store_true", help="leave out the largest of each")
    asked.add_argument("--only", choices=(*SERIES, "shared"))
    asked.add_argument("--plot", type=Path)
    wanted = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps its compiled modules unless it is told not to
    print(f"{datetime.now(UTC):%d %B %Y}, {cores()} cores, Python {platform.python_version()}")
    done: list[Series] = []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        bench.write("growing", numbered(2), 1)
        bench.build("kept", "growing")  # so that nothing is compiled while it is measured
        for each, (measure, sizes) in SERIES.items():
            if wanted.only in (None, each):
                done.append(measure(bench, sizes[:-1] if wanted.quick else sizes))
                done[-1].print()
        if wanted.only in (None, "shared"):
            shared(bench)
    if wanted.plot and done:
        draw(done, wanted.plot)


if __name__ == "__main__":
    main()

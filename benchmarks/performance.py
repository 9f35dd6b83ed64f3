"""How fast nightcue is against other ways to the same track, each as a ratio in one run.

`python benchmarks/performance.py [--times N] [--only WORD]`: whole processes with Python's start, ours and the
references in turn, medians. The references need programs of Debian: `apt-get install lame espeak-ng sox ffmpeg`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from decoding import print_decoding
from long_routine import print_long
from ways import PROGRAMS, shell_script

ROUTINE = "bedtime"
Way = Callable[[], float]


@dataclass(frozen=True)
class Target:
    """`way` may take `most` times as long as `reference`; what is asked for, not what was measured."""

    way: str
    most: float
    reference: str


TARGETS = (
    Target("cold build", 0.4, "LAME's command"),
    Target("cold build", 0.35, "shell pipeline"),
    Target("cold build", 0.7, "pydub"),
    Target("one line changed", 0.25, "cold build"),
    Target("one line put in", 0.25, "cold build"),
    Target("one hold changed", 0.3, "cold build"),
    Target("nothing changed", 1.2, "import click, yaml"),
    Target("nightcue --help", 1.3, "import click"),
    Target("nightcue list", 1.3, "import click"),
    Target("natural voice, cold", 1.05, "the engine alone"),
)


NEEDS = {"LAME's command": {"lame"}, "shell pipeline": {"lame", "sox", "espeak-ng"}, "pydub": {"espeak-ng", "ffmpeg"}}


class Bench:
    """The routine, its plan and its sound, in a folder of their own; every way to a track as a function of seconds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs = 0
        shutil.copytree("routines", folder / "routines")
        self.build("plain", "--format", "wav", "-o", "plain.wav")
        plan = self.nightcue("plan", ROUTINE, "--voice", "embedded", "--json", cache="plain")
        (folder / "plan.json").write_bytes(plan.stdout)
        self.plan = json.loads(plan.stdout)
        (folder / "pipeline.sh").write_text(shell_script(self.plan, self.fresh("shell"), folder / "shell.mp3"))
        self.build("kept", "-o", "kept.mp3")
        self.text = (folder / f"routines/{ROUTINE}.yaml").read_text(encoding="utf-8")

    def ways(self) -> dict[str, Way]:
        """Every way by its name, references first."""
        python, ours = sys.executable, [sys.executable, "-m", "nightcue"]
        return {
            "import click": lambda: self.timed([python, "-c", "import click"]),
            "import click, yaml": lambda: self.timed([python, "-c", "import click, yaml"]),
            "nightcue --help": lambda: self.timed([*ours, "--help"]),
            "nightcue list": lambda: self.timed([*ours, "list"], cache="kept"),
            "nothing changed": lambda: self.build("kept", "-o", "kept.mp3"),
            "LAME's command": lambda: self.timed(["lame", "--quiet", "-b", "64", "-m", "m", "plain.wav", "lame.mp3"]),
            "shell pipeline": lambda: self.timed(["bash", "pipeline.sh"]),
            "pydub": lambda: self.timed(
                [python, str(Path(__file__).with_name("ways.py")), "pydub", "plan.json", self.fresh("pydub"), "p.mp3"]
            ),
            "cold build": lambda: self.build(f"cold{self.next()}", "-o", "cold.mp3"),
            "one line changed": self.line_changed,
            "one line put in": self.line_put_in,
            "one hold changed": lambda: self.build("kept", "-o", "hold.mp3", "--set", f"hold={25 + self.next()}s"),
        }

    def line_changed(self) -> float:
        """Put what was never spoken before in the place of a line, and build."""
        return self.edited(re.sub(r"^  - say: .+$", self.new_line(), self.text, count=1, flags=re.MULTILINE))

    def line_put_in(self) -> float:
        """Put such a line before all others, and build."""
        return self.edited(self.text.replace("steps:\n", f"steps:\n{self.new_line()}\n", 1))

    def new_line(self) -> str:
        """A line that was never spoken before, of no topic that has to be read first."""
        return f"  - say: Evening {self.next()} is here, and the day is over."

    def edited(self, written: str) -> float:
        """Build the routine as it is `written`, and put it back."""
        assert written != self.text
        (self.folder / f"routines/{ROUTINE}.yaml").write_text(written, encoding="utf-8")
        try:
            return self.build("kept", "-o", "line.mp3")
        finally:
            (self.folder / f"routines/{ROUTINE}.yaml").write_text(self.text, encoding="utf-8")

    def without_floor(self) -> Path:
        """Build the sound alone as WAV: noise that was mixed under it is encoded otherwise in every frame."""
        written = self.folder / f"routines/{ROUTINE}.yaml"
        written.write_text(f"{self.text}\nsound: {{floor: none}}\n", encoding="utf-8")
        try:
            self.build("plain", "--format", "wav", "-o", "still.wav")
        finally:
            written.write_text(self.text, encoding="utf-8")
        return self.folder / "still.wav"

    def next(self) -> int:
        """A number that was not there before."""
        self.runs += 1
        return self.runs

    def fresh(self, name: str) -> str:
        """An empty folder of that name."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / name).mkdir()
        return str(self.folder / name)

    def build(self, cache: str, *words: str) -> float:
        """Seconds that a build with the embedded voice takes, with that cache folder."""
        command = [sys.executable, "-m", "nightcue", "build", ROUTINE, "--voice", "embedded", *words]
        return self.timed(command, cache)

    def nightcue(self, *words: str, cache: str) -> subprocess.CompletedProcess[bytes]:
        """Run nightcue and return what it printed."""
        environment = os.environ | {"NIGHTCUE_CACHE": str(self.folder / cache)}
        command = [sys.executable, "-m", "nightcue", *words]
        return subprocess.run(command, check=True, capture_output=True, cwd=self.folder, env=environment)

    def timed(self, command: list[str], cache: str = "kept") -> float:
        """Seconds that a command takes, from its start to its end."""
        # the first build of all makes the rescue track as well, which no other way to a track does
        environment = os.environ | {"NIGHTCUE_CACHE": str(self.folder / cache), "NIGHTCUE_READY": "no"}
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, env=environment)
        return time.perf_counter() - began


def main() -> None:
    """Measure everything in one go, and print it."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--times", type=int, default=5)
    asked.add_argument("--only", choices=("speed", "long", "decoding", "natural"))
    wanted = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps its compiled modules unless it is told not to
    print(f"{datetime.now(UTC):%d %B %Y}, {_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        print(f"NOT MEASURED for want of {', '.join(missing)}: what is compared with them")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        taken: dict[str, float] = {}
        if wanted.only in (None, "speed"):
            taken |= _medians(bench.ways(), wanted.times, missing)
        if wanted.only in (None, "natural"):
            taken |= _natural(wanted.times)
        _print_targets(taken)
        if wanted.only in (None, "long"):
            print_long(Path(name))
        if wanted.only in (None, "decoding"):
            print_decoding(bench.folder / "kept.mp3", bench.without_floor(), bench.plan)


def _medians(ways: dict[str, Way], times: int, missing: list[str]) -> dict[str, float]:
    there = {name: way for name, way in ways.items() if not NEEDS.get(name, set()) & set(missing)}
    taken: dict[str, list[float]] = {name: [] for name in there}
    for turn in range(times):
        for name, way in there.items():
            print(f"\rround {turn + 1} of {times}: {name:<20}", end="", file=sys.stderr, flush=True)
            taken[name].append(way())
    print("\r" + " " * 50, end="\r", file=sys.stderr)
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    print(f"\n{ROUTINE}, embedded voice, median of {times} (least to most)")
    for name, seconds in taken.items():
        print(f"  {name:<20}{medians[name]:8.3f} s   ({min(seconds):.3f} to {max(seconds):.3f})")
    return medians


def _natural(times: int) -> dict[str, float]:
    """The natural English voice against its engine alone, as natural_voice.py measures them."""
    script = Path(__file__).with_name("natural_voice.py")
    command = [sys.executable, str(script), "heart", "--routine", ROUTINE, "--times", str(times)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"\n{printed.rstrip()}")
    return {name: float(seconds) for name, seconds in re.findall(r"^  (\S.*?) +([\d.]+) s", printed, re.MULTILINE)}


def _print_targets(taken: dict[str, float]) -> None:
    print("\n  what                  against               ratio   asked for")
    for target in TARGETS:
        if target.way in taken and target.reference in taken:
            ratio = taken[target.way] / taken[target.reference]
            verdict = "" if ratio <= target.most else "   MISSED"
            print(f"  {target.way:<22}{target.reference:<20}{ratio:7.2f}   {target.most:5.2f}{verdict}")


def _processor() -> str:
    try:
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()

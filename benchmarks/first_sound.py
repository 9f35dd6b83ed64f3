"""How long after `nightcue play` of a routine that was never built there is sound, and after `nightcue rescue`.

    python benchmarks/first_sound.py [--times N] [--only WORD]

On the null device, which keeps time like a real one. From the start of the process, Python's own start in it, until the
first samples are handed to the device, and until the first that can be heard: every track begins with a silence of its
own. Each as a ratio to a Python that only imports click, in the same run; medians of N (5).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

AUDIBLE = 100
"""Of 32767: what comes before is the encoder's noise around silence."""

PLAYED = f"""
import os, time
from nightcue.bedside.player import Player
feed, first, told_yet = Player.feed, [], []
def told(self, count):
    samples = feed(self, count)
    first.append(time.monotonic_ns())
    if not told_yet and max(map(abs, samples), default=0) > {AUDIBLE}:
        os.write(2, b"\\nsound %d %d %d\\n" % (first[0], time.monotonic_ns(), time.process_time_ns()))
        told_yet.append(True)
    return samples
Player.feed = told
from nightcue.__main__ import main
main()
"""
"""nightcue, which tells both times when there is sound, and plays on until it is stopped."""


@dataclass(frozen=True)
class Way:
    """What is typed, the pace of the listener's profile, and the seconds asked for."""

    words: tuple[str, ...]
    pace: str
    most: float


WAYS = {
    "rescue": Way(("rescue",), "calm", 0.2),
    "embedded": Way(("play", "bedtime", "--voice", "embedded"), "calm", 1.5),
    "heart, spoken ahead": Way(("play", "bedtime", "--voice", "heart"), "calm", 1.5),
    "heart, not spoken ahead": Way(("play", "bedtime", "--voice", "heart"), "normal", 1.5),
    "pico-es": Way(("play", "bedtime", "--lang", "es", "--voice", "pico-es"), "calm", 1.5),
    "kumo, spoken ahead": Way(("play", "bedtime", "--lang", "es", "--voice", "kumo"), "calm", 1.5),
    "kumo, not spoken ahead": Way(("play", "bedtime", "--lang", "es", "--voice", "kumo"), "normal", 1.5),
    # it begins with a line, and the others with a chime
    "heart, no chime": Way(("play", "stretch", "--voice", "heart"), "normal", 1.5),
    "kumo, no chime": Way(("play", "stretch", "--lang", "es", "--voice", "kumo"), "normal", 1.5),
}


def sounded(way: Way, folder: Path) -> tuple[float, float, float]:
    """Return the seconds until the first samples and until the first that can be heard, and of the processor till then.

    Nothing is kept before. The last is of this process alone, without the engines: on a busy machine it says more.
    """
    with tempfile.TemporaryDirectory(dir=folder) as here:
        (Path(here) / "profile.yaml").write_text(f"pace: {way.pace}\n")
        own = {f"NIGHTCUE_{name}": here for name in ("CONFIG", "DATA", "STATE")}
        own |= {"NIGHTCUE_CACHE": f"{here}/cache", "NIGHTCUE_SOUND": "null"}
        if way.words[0] == "rescue":
            (Path(here) / "profile.yaml").unlink()  # the one that comes with nightcue
        began = time.monotonic_ns()
        process = subprocess.Popen(
            [sys.executable, "-c", PLAYED, *way.words],
            cwd=here,
            env=os.environ | own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr
        said = b""
        for line in process.stderr:
            said += line
            if line.startswith(b"sound"):
                break
        process.terminate()
        process.wait(60)
        process.stderr.close()
    if b"sound " not in said:
        raise RuntimeError(said.decode("utf-8", "replace")[-2000:])
    first, heard, work = map(int, said.rpartition(b"sound ")[2].split())
    return (first - began) / 1e9, (heard - began) / 1e9, work / 1e9


def import_click() -> float:
    """Return the seconds of a Python that imports click."""
    began = time.monotonic_ns()
    subprocess.run([sys.executable, "-c", "import click"], check=True)
    return (time.monotonic_ns() - began) / 1e9


def main() -> None:
    """Measure each in turn, and print the medians."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--times", type=int, default=5)
    asked.add_argument("--only", choices=WAYS)
    wanted = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    ways = {name: way for name, way in WAYS.items() if wanted.only in (None, name)}
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    clicks: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(wanted.times):
            clicks.append(import_click())
            for name, way in ways.items():
                taken[name].append(sounded(way, Path(folder)))
    click = statistics.median(clicks)
    print(f"import click {click:.3f} s; median of {wanted.times} (least to most)")
    for name, runs in taken.items():
        first, heard, work = (statistics.median(each) for each in zip(*runs, strict=True))
        least, most = min(run[1] for run in runs), max(run[1] for run in runs)
        verdict = "" if heard <= ways[name].most else f"   MISSED ({ways[name].most} s)"
        print(
            f"  {name:<24} first samples {first:6.2f} s   heard {heard:6.2f} s ({least:.2f} to {most:.2f}), "
            f"{heard / click:5.1f} x   work {work:.2f} s{verdict}"
        )


if __name__ == "__main__":
    main()

"""How long after the command `nightcue rescue` there is sound, on the null device, which keeps time like a real one.

    python benchmarks/rescue_start.py [RUNS]

Prints the median over RUNS (15) from the start of the process, Python's own start in it, until the first samples that
can be heard are handed to the device; and how that compares with a Python that only imports click and miniaudio. `work`
is the processor's time in it, which says more on a busy machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

AUDIBLE = 100
"""Of 32767: what comes before is the encoder's noise around silence."""

TELL = 'import os, time; os.write(2, b"%d %d" % (time.monotonic_ns(), time.process_time_ns())); os._exit(0)'
RESCUE = f"""
import sys
from nightcue.bedside.player import Player
feed = Player.feed
def told(self, count):
    samples = feed(self, count)
    if max(map(abs, samples), default=0) > {AUDIBLE}:
        {TELL}
    return samples
Player.feed = told
sys.argv[1:] = ["rescue"]
from nightcue.__main__ import main
main()
"""
NOTHING = f"import click, miniaudio; {TELL}"


@dataclass(frozen=True)
class Run:
    """From the start of a Python until its program tells the time, in milliseconds: by the clock, and of work."""

    clock: float
    work: float


def run(program: str) -> Run:
    """Run a program that ends with TELL."""
    began = time.monotonic_ns()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    ended, worked = map(int, done.stderr.split())
    return Run((ended - began) / 1e6, worked / 1e6)


def shown(name: str, runs: list[Run]) -> float:
    """Print the medians of `runs`; returns that by the clock."""
    clock = [each.clock for each in runs]
    median, work = statistics.median(clock), statistics.median(each.work for each in runs)
    print(f"{name:24} median {median:4.0f} ms   {min(clock):4.0f} to {max(clock):4.0f} ms   work {work:4.0f} ms")
    return median


def main() -> None:
    """Measure both in turn."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    os.environ["NIGHTCUE_SOUND"] = "null"
    subprocess.run([sys.executable, "-m", "nightcue", "prepare"], check=True)
    run(RESCUE)
    pairs = [(run(RESCUE), run(NOTHING)) for _ in range(count)]
    rescue = shown("command to sound", [pair[0] for pair in pairs])
    nothing = shown("import click, miniaudio", [pair[1] for pair in pairs])
    print(f"ratio of the medians     {rescue / nothing:.2f}")


if __name__ == "__main__":
    main()

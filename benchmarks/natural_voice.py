"""How long a build with the natural voice takes, against Piper's own command speaking the same lines.

`python benchmarks/natural_voice.py [ROUTINE] [--times N]`: whole processes, one after the other, alternating.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.language.library import find
from nightcue.voices.engines.piper import JOE, LENGTH_SCALE, offers
from nightcue.voices.lexicon import Lexicon


def timed(command: list[str], **environment: str) -> float:
    """Seconds that a command takes, from its start to its end."""
    began = time.perf_counter()
    # the first build of all makes the rescue track as well, which piper does not
    subprocess.run(command, check=True, capture_output=True, env=os.environ | environment | {"NIGHTCUE_READY": "no"})
    return time.perf_counter() - began


def main() -> None:
    """Measure, and print medians and their ratios."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("routine", nargs="?", default="bedtime")
    asked.add_argument("--times", type=int, default=5)
    wanted = asked.parse_args()
    routine, script = script_for(BuildRequest(find(wanted.routine)))
    lexicon = Lexicon(routine.speech.phrases.pronounce | routine.voice.pronounce)
    lines = list(dict.fromkeys(lexicon.respell(text) for text in script.texts()))
    model = next(model.path for model in offers() if model.name == JOE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lines.txt").write_text("\n".join(lines), encoding="utf-8")
        piper = [sys.executable, "-m", "piper", "-m", str(model), "--length-scale", str(LENGTH_SCALE["calm"])]
        piper += ["--noise-scale", "0", "--noise-w", "0", "-i", str(folder / "lines.txt"), "-d", str(folder / "piper")]
        build = [sys.executable, "-m", "nightcue", "build", wanted.routine, "--voice", JOE, "-o", str(folder / "x.mp3")]
        runs = iter(range(1_000))
        ways: dict[str, Callable[[], float]] = {
            "piper's own command": lambda: timed(piper),
            "nightcue, nothing kept": lambda: timed(build, NIGHTCUE_CACHE=str(folder / f"cache{next(runs)}")),
            "nightcue, lines kept": lambda: timed(build, NIGHTCUE_CACHE=str(folder / "cache0")),
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(wanted.times):
            for way, run in ways.items():
                taken[way].append(run())
    reference = statistics.median(taken["piper's own command"])
    print(f"{wanted.routine}: {len(lines)} lines, {sum(map(len, lines))} characters, median of {wanted.times}")
    for way, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"  {way:<24}{middle:7.2f} s   {middle / reference:5.2f} x")


if __name__ == "__main__":
    main()

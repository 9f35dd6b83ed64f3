"""How long a build with a natural voice takes, against its engine alone speaking the same lines.

`python benchmarks/natural_voice.py [VOICE] [--times N] [--routine NAME]` (heart, the usual, or kumo): whole processes,
one after the other, alternating. The engine alone is a process for each core; both start theirs. The pace is one at
which nothing is spoken ahead. `processor` is that of all processes together.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from process_tree import Cost, cost_of

from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.language.library import find
from nightcue.machine import cores

LANGUAGES = {"heart": "en", "kumo": "es"}
PACE = "normal"
"""What is spoken ahead is calm."""


def main() -> None:
    """Measure, and print medians and their ratios."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("voice", nargs="?", choices=LANGUAGES, default="heart")
    asked.add_argument("--routine", default="bedtime")
    asked.add_argument("--times", type=int, default=5)
    wanted = asked.parse_args()
    language, voice = LANGUAGES[wanted.voice], wanted.voice
    routine, script = script_for(BuildRequest(find(wanted.routine, language)))
    lines = list(dict.fromkeys(lines_to_speak(routine, script.texts()).values()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lines.txt").write_text("\n".join(lines), encoding="utf-8")
        (folder / "config").mkdir()
        (folder / "config/profile.yaml").write_text(f"pace: {PACE}\n")
        shutil.copytree("routines", folder / "routines")
        script_alone = str(Path(__file__).with_name("engine_alone.py"))
        alone = [sys.executable, script_alone, voice, "lines.txt", str(cores()), PACE]
        build = [sys.executable, "-m", "nightcue", "build", wanted.routine, "--lang", language, "--voice", voice]
        runs = iter(range(1_000))

        def timed(command: list[str], cache: str) -> Cost:
            kept = {"NIGHTCUE_CACHE": str(folder / cache), "NIGHTCUE_CONFIG": str(folder / "config")}
            # the first build of all makes the rescue track as well, which the engine does not
            cost = cost_of(command, folder, looks=False, NIGHTCUE_READY="no", **kept)
            if cost.code:
                raise RuntimeError(cost.said[-2000:])
            return cost

        ways: dict[str, Callable[[], Cost]] = {
            "the engine alone": lambda: timed(alone, "none"),
            "natural voice, cold": lambda: timed(build, f"cache{next(runs)}"),
            "natural voice, lines kept": lambda: timed([*build, "--force"], "cache0"),
        }
        taken: dict[str, list[Cost]] = {way: [] for way in ways}
        for _ in range(wanted.times):
            for way, run in ways.items():
                taken[way].append(run())
    _print(f"{wanted.routine} by {voice}: {len(lines)} lines, {sum(map(len, lines))} characters", taken)


def _print(what: str, taken: dict[str, list[Cost]]) -> None:
    clock = {way: statistics.median(cost.clock for cost in costs) for way, costs in taken.items()}
    work = {way: statistics.median(cost.work for cost in costs) for way, costs in taken.items()}
    reference, *_ = taken
    print(f"{what}, {cores()} processes, median of {len(taken[reference])}")
    for way in taken:
        ratios = clock[way] / clock[reference], work[way] / work[reference]
        print(f"  {way:<26}{clock[way]:7.2f} s  {ratios[0]:5.2f} x   processor {work[way]:7.2f} s  {ratios[1]:5.2f} x")


if __name__ == "__main__":
    main()

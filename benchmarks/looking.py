"""How long a key press takes to its finding in the editor, against reading the same text as YAML alone.

`python benchmarks/looking.py [--steps N] [--times N]`: each time one letter more in one line of a routine of N steps,
in which a hold is too long; then the same with a slip that cannot be read. Medians of the processor's time.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from nightcue.document.findings import look_at

A_PART = """\
  - chapter: Part {n}
  - say: Sit down on the edge of the bed, {{name}}, and breathe slowly for part {n}.
  - pause: 5s
  - stretch:
      name: Calf stretch number {n}
      setup: Face the wall, both hands on it. One foot back, heel down, knee straight.
      hold: "{{hold}}"
      sides: [left, right]
      sets: 2
      cues: {{halfway: true, countdown: 3, encourage: Breathe slowly.}}
  - say:
      - Let your shoulders sink, and rest for a moment, round {n}.
      - If anything hurts, stop.
"""
STEPS_OF_A_PART = 5


def routine(steps: int, hold: str) -> str:
    """Return the text of a routine of so many steps."""
    parts = "".join(A_PART.format(n=number) for number in range(steps // STEPS_OF_A_PART))
    return f"title: A long evening\nlanguage: en\nvars: {{hold: {hold}, name: Ana}}\nsteps:\n{parts}"


def median(action: Callable[[str], object], text: str, times: int) -> float:
    """Return the seconds of `action` for a text with one letter more each time, after a first time that loads all."""
    taken = []
    for number in range(times + 1):
        typed = text.replace("round 7.", f"round 7{'x' * number}.")
        begun = time.process_time()
        action(typed)
        taken.append(time.process_time() - begun)
    return statistics.median(taken[1:])


def main() -> None:
    """Print the times and their ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=200)
    options.add_argument("--times", type=int, default=15)
    said = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "routine.yaml"
        unsafe = routine(said.steps, "75s")
        path.write_text(unsafe, encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        alone = median(lambda text: yaml.load(text, loader), unsafe, said.times)
        print(f"{said.steps} steps, {len(unsafe):,} characters; read as YAML alone: {1000 * alone:.0f} ms")
        for named, text in (("unsafe", unsafe), ("a slip", unsafe.replace("sets: 2", "sets: two", 1))):
            seconds = median(lambda typed: look_at(path, typed), text, said.times)
            found = look_at(path, text).found
            buttons = sum(len(each.ways_out) for each in found)
            much = f"{1000 * seconds:.0f} ms, {seconds / alone:.1f} times as long"
            print(f"{named}: {much}; {len(found)} findings, {buttons} buttons")


if __name__ == "__main__":
    main()

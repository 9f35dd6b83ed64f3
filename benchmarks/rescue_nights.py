"""How long after `nightcue rescue` there is help, in each night of tests/rescue_conditions.py, and in both languages.

    python benchmarks/rescue_nights.py [RUNS]

Prints the median and the longest of RUNS (5) for each, from the start of the process, Python's own start in it: until
the first samples that can be heard are handed to the null device, or until the last word is written where there is no
sound. As root it sets up every night; else those are left out for which it has to be root. Linux only.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from nightcue.locales import COMPLETE, languages_with
from rescue_conditions import CONDITIONS, Condition
from rescuing import Outcome, night, rescue


def outcome(condition: Condition, language: str) -> Outcome:
    """What comes of one such night."""
    with tempfile.TemporaryDirectory() as folder, night(Path(folder), condition.set_up, language) as one:
        return rescue(one)


def main() -> None:
    """Measure every night, in turn."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    conditions = [condition for condition in CONDITIONS if not condition.root or os.getuid() == 0]
    seconds: dict[str, list[float]] = {condition.name: [] for condition in conditions}
    for _ in range(runs):
        for condition in conditions:
            seconds[condition.name] += [outcome(condition, language).seconds for language in languages_with(*COMPLETE)]
    print(f"{'night':70} {'what helps':14} median  longest")
    for condition in conditions:
        times = seconds[condition.name]
        print(f"{condition.name:70} {condition.helps:14} {statistics.median(times):5.2f} s {max(times):6.2f} s")


if __name__ == "__main__":
    main()

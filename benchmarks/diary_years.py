"""How long every command of the diary takes with ten years of nights: 3,650 nights and a play on most of them.

    .venv/bin/python benchmarks/diary_years.py

Each is run five times as a program of its own. Printed are, in seconds, the median, the slowest, and the median of the
processor time, which says more on a machine that is busy. `report` is among them where this nightcue has it.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

YEARS = 10
RUNS = 5


def ten_years() -> tuple[int, int]:
    """Fill the diary in $NIGHTCUE_DATA, and return how many nights and plays it has."""
    from nightcue.diary.night import DAY, DONE, LEGS, MUSCLES, SIDES, Night
    from nightcue.diary.play import Play
    from nightcue.diary.store import writing

    chance = random.Random(7)
    nights = plays = 0
    with writing() as diary:
        for back in range(1, YEARS * 365 + 1):
            evening = date.today() - timedelta(days=back)
            cramps = chance.choice([0, 0, 0, 1, 1, 2, 3])
            done = {name: chance.random() < 0.6 for name in DONE}
            where = {"side": chance.choice(SIDES), "muscle": chance.choice(MUSCLES)} if cramps else {}
            how = {"intensity": chance.randint(1, 10), "longest": chance.randint(5, 600)} if cramps else {}
            day = tuple(word for word in DAY if chance.random() < 0.3)
            diary.put(Night(evening, cramps, day=day, legs=chance.choice(LEGS), signs=(), **done, **where, **how))
            nights += 1
            if done["stretched"]:
                started = datetime(evening.year, evening.month, evening.day, 22, tzinfo=timezone(timedelta(hours=1)))
                diary.put_play(Play("bedtime", "en", started, 2129.1, 2129.1, True))
                plays += 1
    return nights, plays


def measured(words: list[str]) -> tuple[list[float], list[float]]:
    """Seconds, and seconds of processor time, of each run of `nightcue diary` with these words."""
    seconds, busy = [], []
    for run in range(RUNS):
        told = [word.format(run=run, evening=date.today() - timedelta(days=YEARS * 365 + 1 + run)) for word in words]
        began, before = time.perf_counter(), _processor_time()
        subprocess.run([sys.executable, "-m", "nightcue", "diary", *told], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
        busy.append(_processor_time() - before)
    return seconds, busy


def _processor_time() -> float:
    """Seconds of processor time that programs started from here have taken."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    """Print a table of commands and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NIGHTCUE_DATA"] = os.environ["NIGHTCUE_CONFIG"] = folder
        nights, plays = ten_years()
        print(f"{nights:,} nights, {plays:,} plays, {RUNS} runs each, in seconds")
        out = Path(folder)
        commands = [
            ["add", "--date", "{evening}", "--cramps", "1", "--no-input"],
            ["edit", "{evening}", "--cramps", "2"],
            ["list"],
            ["list", "--all"],
            ["list", "--json"],
            ["export", "-o", f"{out}/nights.csv"],
            ["export", "-o", f"{out}/nights.json"],
            ["import", f"{out}/nights.csv"],
            ["import", f"{out}/nights.json"],
            ["remove", "{evening}", "--yes"],
            ["remind", "--at", "21:30", "-o", f"{out}/reminder.ics"],
        ]
        from nightcue.commands.diary import PARTS

        if "report" in PARTS:
            commands += [["report"], ["report", "-o", f"{out}/report.html"]]
        for words in commands:
            seconds, busy = measured(words)
            shown = " ".join(word.replace(f"{out}/", "") for word in words)
            print(f"{statistics.median(seconds):6.2f} {max(seconds):6.2f} {statistics.median(busy):6.2f}  {shown}")


if __name__ == "__main__":
    main()

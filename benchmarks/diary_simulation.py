"""How often the report says "clear improvement" of simulated diaries: with no effect, and with that of the trial.

The trial (PubMed 22341378, 2012) tells of about three cramps a night at its beginning and of 1.2 a night fewer after
six weeks of stretching (95 % interval 0.6 to 1.8). How much one person's nights differ from one another it does not
tell, so several ways are tried: Poisson; negative binomial with twice the variance; and nights that hang together, a
Poisson whose mean follows a log-normal AR(1).

    python benchmarks/diary_simulation.py              a thousand diaries a row, as in docs/diary-report.md
    python benchmarks/diary_simulation.py 100          a quick look
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

import numpy as np

from nightcue.diary.comparison import LOOKS
from nightcue.diary.night import Night
from nightcue.diary.verdict import Reason, judge

BASE, EFFECT = 3.0, 1.2
FIRST_REPORT, LAST = 14, max(LOOKS)
"""A report is made every night from the fourteenth noted since the beginning to the last look."""
SEED = 22341378

Means = Callable[[int, int, Any], Any]
"""Cramps a night expected on each of (nights before, nights since) nights, with random draws where it needs them."""


@dataclass(frozen=True)
class Row:
    """One way that diaries come about."""

    name: str
    before: int
    means: Means
    spread: str = "Poisson"
    missing: float = 0.0
    """The share of nights that are not noted."""


def steady(base: float = BASE, effect: float = 0.0, ramp: int = 0, done: float = 1.0) -> Means:
    """`effect` fewer since, reached over `ramp` nights, on the share of nights that the routine is done."""

    def means(before: int, since: int, draws: Any) -> Any:
        reached = np.minimum((np.arange(since) + 1) / ramp, 1) if ramp else np.ones(since)
        return np.r_[np.full(before, base), base - effect * reached * (draws.random(since) < done)]

    return means


def drifting(before: int, since: int, _: Any) -> Any:
    """As large a fall, that comes by itself and evenly, from the first night to the last look."""
    return BASE - EFFECT * np.minimum(np.arange(before + since) / (before + LAST), 1)


def begun_at_the_worst(before: int, since: int, draws: Any) -> Any:
    """Slow ups and downs without end; the routine begins when the week just past was the worst of twelve."""
    weeks = 12
    level = np.exp(_ar(0.9, 0.5, before + since + 7 * weeks, draws) - 0.125)
    starts = before + 7 * np.arange(weeks)
    worst = max(starts, key=lambda start: float(level[start - 7 : start].mean()))
    return BASE * level[worst - before : worst + since]


ROWS = {
    "no effect": [
        Row("3 cramps a night", 14, steady()),
        Row("3 cramps a night", 21, steady()),
        Row("3 cramps a night", 28, steady()),
        Row("10 cramps a month", 28, steady(1 / 3)),
        Row("twice the variance", 14, steady(), "over-dispersed"),
        Row("twice the variance", 28, steady(), "over-dispersed"),
        Row("nights that hang together", 14, steady(), "autocorrelated"),
        Row("nights that hang together", 21, steady(), "autocorrelated"),
        Row("nights that hang together", 28, steady(), "autocorrelated"),
        Row("one night in four is missing", 28, steady(), missing=0.25),
        Row("... and they hang together", 28, steady(), "autocorrelated", missing=0.25),
    ],
    "fewer, but not by the routine": [
        Row("drifting from 3 to 1.8 by itself", 28, drifting),
        Row("begun in the worst of 12 weeks", 14, begun_at_the_worst),
        Row("begun in the worst of 12 weeks", 28, begun_at_the_worst),
    ],
    "the trial's effect": [
        Row("3 cramps a night, then 1.8", 14, steady(effect=EFFECT)),
        Row("3 cramps a night, then 1.8", 21, steady(effect=EFFECT)),
        Row("3 cramps a night, then 1.8", 28, steady(effect=EFFECT)),
        Row("3 cramps a night, then 1.8", 42, steady(effect=EFFECT)),
        Row("twice the variance", 28, steady(effect=EFFECT), "over-dispersed"),
        Row("nights that hang together", 28, steady(effect=EFFECT), "autocorrelated"),
        Row("one night in four is missing", 28, steady(effect=EFFECT), missing=0.25),
        Row("reached after three weeks", 28, steady(effect=EFFECT, ramp=21)),
        Row("done on 4 nights of 5", 28, steady(effect=EFFECT, done=0.8)),
        Row("10 cramps a month, then 6", 28, steady(1 / 3, 2 / 15)),
    ],
}


@dataclass(frozen=True)
class Said:
    """In how many of the diaries "clear improvement" was said."""

    diaries: int
    three_weeks: int
    """In a report at the first look."""
    six_weeks: int
    """In one single report, at the last look."""
    ever: int
    """In any of the reports of every night."""


def simulate(row: Row, diaries: int, seed: int = SEED, step: Callable[[], None] = lambda: None) -> Said:
    """Make diaries and read them as `nightcue diary report` does, every night. The same for the same seed."""
    draws = np.random.default_rng([seed, row.before, *row.name.encode()])
    three = six = ever = 0
    for _ in range(diaries):
        nights = simulated(row, draws)
        said = _said(nights)
        three += said[min(LOOKS)]
        six += said[LAST]
        ever += any(said.values())
        step()
    return Said(diaries, three, six, ever)


def simulated(row: Row, draws: Any) -> list[Night]:
    """One diary, with LAST noted nights since the routine began."""
    days = row.before + round(2 * LAST / (1 - row.missing))
    means = row.means(row.before, days - row.before, draws)
    cramps = _counts(means, row.spread, draws)
    noted = draws.random(days) >= row.missing
    noted[row.before] = True
    first = date(2026, 1, 1)
    nights = [
        Night(first + timedelta(day), int(cramps[day]), stretched=day >= row.before)
        for day in range(days)
        if noted[day]
    ]
    return nights[: int(noted[: row.before].sum()) + LAST]


def _said(nights: list[Night]) -> dict[int, bool]:
    """Whether each report says "clear improvement", by the nights noted since the beginning."""
    earlier = sum(not night.stretched for night in nights)
    return {since: judge(nights[: earlier + since]).reason == Reason.LASTING for since in range(FIRST_REPORT, LAST + 1)}


def _counts(means: Any, spread: str, draws: Any) -> Any:
    if spread == "over-dispersed":
        return draws.poisson(draws.gamma(means, 1.0))  # negative binomial of twice the variance
    if spread == "autocorrelated":
        return draws.poisson(means * np.exp(_ar(0.5, 0.5, len(means), draws) - 0.125))
    return draws.poisson(means)


def _ar(rho: float, deviation: float, nights: int, draws: Any) -> Any:
    """A normal AR(1) of this correlation from night to night and standard deviation."""
    steps = draws.normal(size=nights)
    level = np.empty(nights)
    level[0] = steps[0]
    for night in range(1, nights):
        level[night] = rho * level[night - 1] + sqrt(1 - rho**2) * steps[night]
    return deviation * level


def main(diaries: int) -> None:
    """Print the table; how far it has come goes to stderr."""
    from rich.console import Console
    from rich.progress import Progress

    total = sum(map(len, ROWS.values())) * diaries
    print(f'"clear improvement" in % of {diaries} diaries; ± is the 95 % range of the simulation itself')
    print(f"{'':<34}{'nights':>7}{'single report after':>23}{'every':>8}")
    print(f"{'':<34}{'before':>7}{'21 nights':>12}{'42 nights':>11}{'night':>8}{'±':>6}")
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("diaries", total=total)
        for group, rows in ROWS.items():
            print(group, flush=True)
            for row in rows:
                said = simulate(row, diaries, step=lambda: progress.advance(task))
                three, six, ever = (100 * n / diaries for n in (said.three_weeks, said.six_weeks, said.ever))
                wide = 196 * sqrt(ever / 100 * (1 - ever / 100) / diaries)
                print(f"  {row.name:<32}{row.before:>7}{three:>12.1f}{six:>11.1f}{ever:>8.1f}{wide:>6.1f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

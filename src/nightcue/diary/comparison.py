"""Testing whether cramps became fewer: a permutation test for a few dependent nights, and its interval.

The question is one, set before any night is looked at: are there fewer cramps a night since the routine began than
before? It is asked on two nights only, however often a report is made: when 21 and when 42 nights have been noted
since. "Fewer" may be wrong by chance one time in a hundred at the first and three at the second, so at most four in
both (alpha spending by Bonferroni's inequality). That leaves room below five for what the shuffling cannot undo.

Nights hang together: bad ones come in runs. Shuffling single nights would take a bad run for an effect, so runs of six
nights are shuffled whole, cut at a random place of the nights taken as a ring (a circular block permutation). Longer
runs undo more of it and find less. `benchmarks/diary_simulation.py` shows what this comes to, with the table in
docs/diary-report.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

LOOKS = {21: 0.01, 42: 0.03}
"""After how many noted nights since the beginning it is looked, and how often a claim may then be wrong by chance.

Three weeks are the end of the "2 to 3 weeks" of fact diary-decide, six weeks the length of the trial (stretch-trial).
"""
LEAST_BEFORE = 7
"""Noted nights before the beginning without which nothing is compared."""
RUN = 6
"""Nights that are shuffled together."""
SHUFFLES = 9999
SUSTAINED = 7
"""So many of the last nights have to be better than those before, too."""
_SEED = 20121


@dataclass(frozen=True)
class Look:
    """What the nights before and the first `since` noted nights since say."""

    before: int
    """Nights before."""
    since: int
    """Nights since."""
    share: float
    """How often a claim at this look may be wrong by chance."""
    mean_before: float
    """Cramps a night."""
    mean_since: float
    low: float
    """The lower end of the interval of cramps a night fewer; the level is 1 - 2 x `share`."""
    high: float
    chance: float
    """How often chance alone gives a fall as large, or larger (one-sided p-value)."""
    chance_of_rise: float
    held: bool
    """Whether the last SUSTAINED of the nights are better than those before, too."""

    @property
    def fewer(self) -> float:
        """Cramps a night fewer since; below 0 when there are more."""
        return self.mean_before - self.mean_since

    @property
    def clear(self) -> bool:
        """A clear fall that held in the last week."""
        return self.chance <= self.share and self.held

    @property
    def worse(self) -> bool:
        """A clear rise."""
        return self.chance_of_rise <= self.share


def looks_at(before: Sequence[int], since: Sequence[int]) -> list[Look]:
    """Return a Look for each of LOOKS that has been reached; `before` and `since` are cramps by night, oldest first.

    There is none when there are fewer than LEAST_BEFORE nights before.
    """
    if len(before) < LEAST_BEFORE:
        return []
    return [
        look(tuple(before), tuple(since[:nights]), share) for nights, share in LOOKS.items() if len(since) >= nights
    ]


@lru_cache(maxsize=64)
def look(before: tuple[int, ...], since: tuple[int, ...], share: float) -> Look:
    """Compare cramps by night before and since, oldest first; neither may be empty.

    The interval is the test turned round (all shifts of the nights since that it would not refuse), so that it leaves
    out zero exactly when the test finds a fall or a rise.
    """
    first, second = len(before), len(since)
    labels = _shuffled(first, second)
    # whole numbers, so that a tie is a tie; the larger the sum before, the larger the fall
    by_chance = labels @ np.array([*before, *since], np.float32) - sum(before)
    # a shift of the nights since counts only as far as the shuffle has left them where they were
    moved = labels[:, first:].sum(axis=1)
    bounds = np.divide(-by_chance, moved, out=np.zeros(SHUFFLES), where=moved > 0)
    rank = round(share * (SHUFFLES + 1))
    lower = np.partition(np.where(moved > 0, bounds, -math.inf), rank - 1)
    upper = np.partition(np.where(moved > 0, bounds, math.inf), -rank)
    return Look(
        before=first,
        since=second,
        share=share,
        mean_before=float(np.mean(before)),
        mean_since=float(np.mean(since)),
        low=float(lower[rank - 1]),
        high=float(upper[-rank]),
        chance=float((1 + np.count_nonzero(by_chance >= 0)) / (SHUFFLES + 1)),
        chance_of_rise=float((1 + np.count_nonzero(by_chance <= 0)) / (SHUFFLES + 1)),
        held=bool(np.mean(since[-SUSTAINED:]) < np.mean(before)),
    )


@lru_cache(maxsize=32)
def _shuffled(first: int, second: int) -> Any:
    """Return which nights each shuffle takes for those before: 1 for them and else 0, of the shape (SHUFFLES, nights).

    The same for the same numbers of nights, so that a report never changes by itself.
    """
    nights = first + second
    draws = np.random.default_rng([_SEED, first, second])
    runs = math.ceil(nights / RUN)
    order = np.argsort(draws.random((SHUFFLES, runs)), axis=1)
    places = (order[:, :, None] * RUN + np.arange(RUN)).reshape(SHUFFLES, -1)
    # the last run may be shorter; what it lacks is left out wherever the run has come to stand
    places = places[places < nights].reshape(SHUFFLES, nights)
    places = (places + draws.integers(0, nights, size=(SHUFFLES, 1))) % nights
    labels = np.zeros((SHUFFLES, nights), np.float32)
    np.put_along_axis(labels, places[:, :first], 1.0, axis=1)
    return labels

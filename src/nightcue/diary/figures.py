"""The figures of some nights: how often, how strong, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import fmean, median

from nightcue.diary.night import Night


@dataclass(frozen=True)
class Figures:
    """What some nights come to; None where no night says it."""

    nights: int
    cramps: int
    with_cramps: int
    """Nights with a cramp."""
    rate: float | None
    """Cramps a night."""
    intensity: float | None
    """Mean of the worst cramp of each night, 0 to 10."""
    longest: float | None
    """Median of the longest cramp of each night, in seconds."""
    worst: int | None
    """The highest intensity of them all."""


def figures_of(nights: Sequence[Night]) -> Figures:
    """Return the figures of nights in any order."""
    cramps = [night.cramps for night in nights]
    strong = [night.intensity for night in nights if night.cramps and night.intensity is not None]
    long = [night.longest for night in nights if night.cramps and night.longest is not None]
    return Figures(
        nights=len(nights),
        cramps=sum(cramps),
        with_cramps=sum(count > 0 for count in cramps),
        rate=fmean(cramps) if cramps else None,
        intensity=fmean(strong) if strong else None,
        longest=float(median(long)) if long else None,
        worst=max(strong, default=None),
    )


def by_week(nights: Sequence[Night]) -> list[tuple[date, list[Night]]]:
    """Nights in the order of their dates by the Monday of their week; weeks without a noted night are left out."""
    return [(monday, list(those)) for monday, those in groupby(nights, lambda n: n.date - timedelta(n.date.weekday()))]


def by_month(nights: Sequence[Night]) -> list[tuple[date, list[Night]]]:
    """Nights in the order of their dates by the first day of their month; months without any are left out."""
    return [(first, list(those)) for first, those in groupby(nights, lambda n: n.date.replace(day=1))]


def by_year(nights: Sequence[Night]) -> list[tuple[int, list[Night]]]:
    """Nights in the order of their dates by year; years without any are left out."""
    return [(year, list(those)) for year, those in groupby(nights, lambda n: n.date.year)]

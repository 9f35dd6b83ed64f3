"""The tables of the report, and how often the routine was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nightcue.diary.beginning import WHAT, Spell, done_for, with_routine
from nightcue.diary.figures import Figures, by_month, by_year, figures_of
from nightcue.diary.night import Night
from nightcue.diary.report_words import ReportWords

LATEST_DAYS = 28
"""The last four weeks stand beside the nights since the beginning once those reach further back."""
MOST_MONTHS, MOST_YEARS = 10, 11
"""Rows of months and of years that one sheet has room for."""


@dataclass(frozen=True)
class Table:
    """A table in words; the first column names the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def periods(said_in: ReportWords, nights: Sequence[Night], spell: Spell) -> Table:
    """Before the routine began and since; all nights where it has not begun."""
    columns: list[tuple[str, Sequence[Night]]] = [("all", nights)]
    if spell.began:
        columns = [("before", spell.before), ("since", spell.since)]
    if len(spell.after) > len(spell.since):
        latest = [night for night in spell.after if night.date > nights[-1].date - timedelta(LATEST_DAYS)]
        columns.append(("latest", latest))
    return _compared(said_in, "periods", [(said_in.say(f"periods.{key}"), those) for key, those in columns])


def with_without(said_in: ReportWords, nights: Sequence[Night], played: Collection[date]) -> Table:
    """Nights with the routine and without; nothing where all are the same."""
    columns = [
        (said_in.say(f"with_without.{key}"), [night for night in nights if with_routine(night, played) is done])
        for key, done in (("with", True), ("without", False), ("unknown", None))
    ]
    columns = [(title, those) for title, those in columns if those]
    if len(columns) < 2:
        return Table("", (), ())
    return _compared(said_in, "with_without", columns, said_in.say("with_without.note"))


def weeks(said_in: ReportWords, weeks: Sequence[tuple[date, list[Night]]], played: Collection[date]) -> Table:
    """Return a row a week."""
    named = [(said_in.short_day(monday), nights) for monday, nights in weeks]
    return _by_time(said_in, "weeks", said_in.say("weeks.week"), named, played)


def older_times(said_in: ReportWords, nights: Sequence[Night], played: Collection[date]) -> Table:
    """Return a row a month, or a row a year where these are more than MOST_MONTHS."""
    months = by_month(nights)
    if len(months) <= MOST_MONTHS:
        named = [(said_in.month(first), those) for first, those in months]
        return _by_time(said_in, "months", said_in.say("months.month"), named, played)
    by_years = [(str(year), those) for year, those in by_year(nights)]
    return _by_time(said_in, "years", said_in.say("years.year"), by_years[-MOST_YEARS:], played)


def adherence(said_in: ReportWords, nights: Sequence[Night], spell: Spell, played: Collection[date]) -> list[str]:
    """Return how many nights since the beginning had the routine, and what was done; then the last four weeks."""
    if spell.began is None:
        return [said_in.say("adherence.none")]
    days = (nights[-1].date - spell.began).days + 1
    counts = Counter(name for night in spell.after for name in done_for(night, played))
    each = [
        said_in.say("adherence.each", name=said_in.say(f"done.{name}"), n=said_in.number(counts[name]))
        for name in WHAT
        if counts[name]
    ]
    said = [
        said_in.say(
            "adherence.since",
            began=said_in.day(spell.began),
            done=_share(said_in, sum(bool(with_routine(n, played)) for n in spell.after), len(spell.after)),
            each=", ".join(each) or said_in.say("no_value"),
            noted=said_in.number(len(spell.after)),
            days=said_in.number(days),
        )
    ]
    latest = [night for night in nights if night.date > nights[-1].date - timedelta(LATEST_DAYS)]
    if days > LATEST_DAYS:
        done = sum(bool(with_routine(night, played)) for night in latest)
        said.append(said_in.say("adherence.latest", done=_share(said_in, done, len(latest))))
    return said


def duration(said_in: ReportWords, seconds: float | None) -> str:
    """Return seconds as minutes and seconds with their units."""
    if seconds is None:
        return said_in.say("no_value")
    minutes, left = divmod(round(seconds), 60)
    parts = [f"{said_in.number(minutes)} min"] if minutes else []
    return " ".join(parts + ([f"{left} s"] if left or not minutes else []))


def _compared(said_in: ReportWords, key: str, columns: Sequence[tuple[str, Sequence[Night]]], note: str = "") -> Table:
    """Return a row a figure, a column for each group of nights."""
    figures = [figures_of(nights) for _, nights in columns]
    rows = [
        ("noted", [said_in.number(f.nights) for f in figures]),
        ("rate", [_number(said_in, f.rate) for f in figures]),
        ("with", [_share(said_in, f.with_cramps, f.nights) for f in figures]),
        ("intensity", [_number(said_in, f.intensity) for f in figures]),
        ("longest", [duration(said_in, f.longest) for f in figures]),
    ]
    return Table(
        said_in.say(f"{key}.title"),
        ("", *(title for title, _ in columns)),
        tuple((said_in.say(f"periods.{name}"), *cells) for name, cells in rows) if figures[0].nights else (),
        note,
    )


def _by_time(
    said_in: ReportWords,
    key: str,
    first: str,
    groups: Sequence[tuple[str, Sequence[Night]]],
    played: Collection[date],
) -> Table:
    """Return a row for each stretch of time."""
    rows = [(name, nights, figures_of(nights)) for name, nights in groups]
    columns = (first, *(said_in.say(f"weeks.{name}") for name in ("noted", "rate", "worst", "routine")))
    return Table(
        said_in.say(f"{key}.title"),
        columns,
        tuple((name, *_row(said_in, nights, figures, played)) for name, nights, figures in rows),
    )


def _row(said_in: ReportWords, nights: Sequence[Night], figures: Figures, played: Collection[date]) -> list[str]:
    done = sum(bool(with_routine(night, played)) for night in nights)
    worst = said_in.say("no_value") if figures.worst is None else said_in.number(figures.worst)
    return [said_in.number(figures.nights), _number(said_in, figures.rate), worst, said_in.number(done)]


def _number(said_in: ReportWords, value: float | None) -> str:
    return said_in.say("no_value") if value is None else said_in.number(value, 1)


def _share(said_in: ReportWords, part: int, whole: int) -> str:
    return said_in.say("share", part=said_in.number(part), whole=said_in.number(whole))

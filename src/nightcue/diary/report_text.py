"""The report in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from nightcue.diary.beginning import done_for, with_routine
from nightcue.diary.night import Night
from nightcue.diary.report import Report
from nightcue.diary.report_tables import Table, duration
from nightcue.terminal import plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

SHOWN_NIGHTS = 28
LONGEST_BAR = 12
"""Cramps that a bar shows; the number beside it has them all."""
FULL, EMPTY = "█", "░"
"""With the routine, and without it or where nobody said."""
READABLE = 100
"""Columns of text at most."""


def show_report(report: Report, console: Console) -> None:
    """Print the report."""
    for part in _parts(report):
        console.print(part, width=min(console.width, READABLE))


def _parts(report: Report) -> Iterator[RenderableType]:
    words = report.words
    yield Text(plain(report.title), style="bold")
    yield Text(" · ".join(filter(None, (report.span, report.made))))
    yield Text()
    yield Text(report.said.headline, style="bold")
    for paragraph in filter(None, (*report.said.paragraphs, report.said.often, report.earlier_signs)):
        yield Padding(Text(paragraph), (0, 0, 0, 2))
    if report.shown:
        yield Text()
        yield Text(
            f"{words.say('chart.title')}  {FULL} {words.say('chart.routine')}  {EMPTY} {words.say('chart.without')}",
            style="bold",
        )
        yield _bars(report)
    for table in (*report.groups, *report.times) if report.shown else ():
        yield Text()
        yield Text(table.title, style="bold")
        yield _grid(table)
        if table.note:
            yield Padding(Text(table.note), (0, 0, 0, 2))
    if report.shown:
        yield Text()
        yield Text(words.say("adherence.title"), style="bold")
        for line in report.adherence:
            yield Padding(Text(line), (0, 0, 0, 2))
    if report.notes:
        yield Text()
        yield Text(words.say("notes"), style="bold")
        for evening, note in report.notes:
            yield Padding(Text(plain(f"{evening}: {note}")), (0, 0, 0, 2))
    yield Text()
    yield Text(words.say("follows"), style="bold")
    for text in (*report.said.sources, report.method, report.general):
        yield Padding(Text(text), (0, 0, 0, 2))


def _bars(report: Report) -> Grid:
    """Return a line a night: its cramps as a bar, how strong, how long, and what was done."""
    words = report.words
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for justify in ("left", "right", "left", "right", "right", "left"):
        grid.add_column(justify=justify)
    last = report.shown[-1].date
    noted = {night.date: night for night in report.shown}
    days = [last - timedelta(back) for back in reversed(range(SHOWN_NIGHTS))]
    for day in [day for day in days if day >= report.shown[0].date]:
        night = noted.get(day)
        if night is None:
            grid.add_row("  " + words.weekday(day), "", Text(words.say("chart.missing"), style="dim"))
        else:
            grid.add_row("  " + words.weekday(day), *_line(report, night))
    return grid


def _line(report: Report, night: Night) -> list[str]:
    words = report.words
    mark = FULL if with_routine(night, report.played) else EMPTY
    bar = mark * min(night.cramps, LONGEST_BAR) + ("…" if night.cramps > LONGEST_BAR else "")
    return [
        words.number(night.cramps),
        bar,
        "" if night.intensity is None else f"{night.intensity}/10",
        "" if night.longest is None else duration(words, night.longest),
        ", ".join(words.say(f"done.{name}") for name in done_for(night, report.played)),
    ]


def _grid(table: Table) -> Grid:
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(table.columns):
        grid.add_column(Text(column if number else "  " + column), justify="right" if number else "left")
    for first, *cells in table.rows:
        grid.add_row(Text("  " + first), *(Text(cell) for cell in cells))
    return grid

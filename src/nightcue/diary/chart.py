"""The pictures of a report as SVG to stand inside a page. Needs matplotlib (extra `plot`).

Made to be read in grey: what was done shows as full or hatched bars and as shapes, and never by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from typing import Any

from matplotlib import rc_context, style
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from nightcue.diary.beginning import PLAYED, WHAT, done_for, with_routine
from nightcue.diary.figures import by_month, figures_of
from nightcue.diary.night import Night
from nightcue.diary.report import Report
from nightcue.diary.report_words import ReportWords

WIDTH, NIGHTS_HEIGHT, LOWER, MONTHS_HEIGHT = 7.3, 2.5, 2.2, 0.8
"""Inches; the picture by night is lower where one by month stands below it."""
INK, GREY, PALE, FULL, HATCHED = "#22262b", "#6b7178", "#d9d9d4", "#33566b", "#eef1f2"
MOST_MONTHS = 120
FEWEST_DAYS = 28
"""The picture spans at least so many days, so that a few nights do not become a few huge bars."""
HIGHEST = 12
"""Bars end here; what is higher says its number."""
_SETTINGS: Any = {
    "svg.hashsalt": "nightcue",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 7.5,
    "hatch.linewidth": 0.7,
    "hatch.color": FULL,
    "text.parse_math": False,
}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def nights_picture(report: Report) -> str:
    """Return the cramps of each night, how strong the worst was and what was done, as an SVG element."""
    nights, words = report.shown, report.words
    last = nights[-1].date
    first = min(nights[0].date, last - timedelta(FEWEST_DAYS - 1))
    with style.context("default"), rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH, LOWER if report.older else NIGHTS_HEIGHT))
        bars, strength, done = figure.subplots(3, 1, sharex=True, height_ratios=(5.1, 1.3, 1.9))
        figure.subplots_adjust(left=0.105, right=0.985, top=0.90, bottom=0.095, hspace=0.17)
        for axes in (bars, strength, done):
            _calm(axes)
            axes.set_xlim(-0.7, (last - first).days + 0.7)
        _draw_bars(bars, report, first)
        _draw_strength(strength, nights, first, words)
        _draw_done(done, report, first)
        _name_days(done, first, last, words)
        figure.legend(
            handles=_keys(report),
            loc="upper right",
            bbox_to_anchor=(0.995, 1.02),
            ncols=5,
            frameon=False,
            fontsize=7.5,
            handlelength=1.2,
            columnspacing=1.6,
        )
        return _svg(figure, words.say("chart.title"), report.picture)


def months_picture(report: Report) -> str:
    """Cramps a night for each month of the last ten years, as an SVG element."""
    words = report.words
    months = by_month(report.older)
    last = months[-1][0]
    places = [(month.year - last.year) * 12 + month.month - last.month for month, _ in months]
    shown = [(place, month, nights) for place, (month, nights) in zip(places, months, strict=True)]
    shown = [each for each in shown if each[0] > -MOST_MONTHS]
    with style.context("default"), rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH, MONTHS_HEIGHT))
        axes = figure.add_axes((0.105, 0.22, 0.88, 0.52))
        _calm(axes)
        rates = [figures_of(nights).rate or 0.0 for _, _, nights in shown]
        axes.bar([place for place, _, _ in shown], rates, width=0.78, color=FULL, linewidth=0)
        axes.set_xlim(min(shown[0][0], -11) - 0.7, 0.7)
        axes.set_ylim(0, max(*rates, 1) * 1.1)
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.tick_params(axis="y", labelsize=7, length=0, colors=INK)
        januaries = [-(last.month - 1) - 12 * back for back in range(MOST_MONTHS // 12 + 1)]
        ticks = [place for place in januaries if place >= axes.get_xlim()[0]] or [shown[0][0]]
        axes.set_xticks(ticks, [str(_year_at(last, place)) for place in ticks], fontsize=7)
        span = {"first": words.month(shown[0][1]), "last": words.month(last)}
        return _svg(figure, words.say("chart.months"), words.say("chart.alt_months", **span))


def _year_at(last: date, place: int) -> int:
    return last.year + (last.month - 1 + place) // 12


def _draw_bars(axes: Any, report: Report, first: date) -> None:
    words = report.words
    top = min(max(3, *(night.cramps for night in report.shown)), HIGHEST)
    for done in (True, False, None):
        nights = [night for night in report.shown if with_routine(night, report.played) is done]
        high = [night for night in nights if night.cramps]
        heights = [min(night.cramps, HIGHEST) for night in high]
        axes.bar([(night.date - first).days for night in high], heights, width=0.76, zorder=2, **_bar(done))
        none = [(night.date - first).days for night in nights if not night.cramps]
        full = "full" if done else "none"
        axes.plot(none, [0.1] * len(none), "o", markersize=2.6, color=FULL, fillstyle=full, clip_on=False)
        for night in high:
            if night.cramps > HIGHEST:
                at = (night.date - first).days
                axes.text(at, HIGHEST, str(night.cramps), ha="center", va="bottom", fontsize=6.5, color=INK)
    axes.set_ylim(0, top * 1.16)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.tick_params(axis="y", labelsize=7, length=0, colors=INK)
    axes.grid(axis="y", color=PALE, linewidth=0.5, zorder=0)
    axes.set_ylabel(words.say("chart.cramps"), fontsize=7.5, color=INK)
    _draw_means(axes, report, first, top * 1.16)


def _bar(done: bool | None) -> dict[str, Any]:
    """Return how a bar looks: full with the routine, hatched without it, empty where nobody said."""
    if done:
        return {"color": FULL, "linewidth": 0}
    return {"facecolor": HATCHED, "edgecolor": FULL, "linewidth": 0.7, "hatch": "" if done is None else "/////"}


def _draw_means(axes: Any, report: Report, first: date, top: float) -> None:
    """The means before and since, and where the routine began."""
    spell = report.verdict.spell
    if spell.began is None or spell.began < first:
        return
    edge = (spell.began - first).days - 0.5
    axes.axvline(edge, color=INK, linewidth=0.9, zorder=3)
    right = axes.get_xlim()[1]
    label = {"fontsize": 7.5, "color": INK, "va": "top", "zorder": 4}
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
    for key, nights, start, end in (("before", spell.before, -0.7, edge), ("since", spell.after, edge, right)):
        if not nights:
            continue
        rate = figures_of(nights).rate or 0.0
        axes.hlines(rate, start, end, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=3)
        said = report.words.say(f"chart.{key}", n=report.words.number(rate, 1))
        if key == "before":
            axes.text(edge - 0.5, top * 0.985, said, ha="right", bbox=box, **label)
        else:
            said = f"{report.words.say('chart.began')} · {said}"
            late = edge > right * 0.6
            axes.text(
                right - 0.2 if late else edge + 0.5,
                top * 0.985,
                said,
                ha="right" if late else "left",
                bbox=box,
                **label,
            )


def _draw_strength(axes: Any, nights: Sequence[Night], first: date, words: ReportWords) -> None:
    """How strong the worst cramp of each night was, 0 to 10."""
    strong = [(n.date, n.intensity) for n in nights if n.cramps and n.intensity is not None]
    at = [(day - first).days for day, _ in strong]
    axes.vlines(at, 0, [intensity for _, intensity in strong], color=PALE, linewidth=1.6)
    axes.plot(at, [intensity for _, intensity in strong], "D", color=INK, markersize=2.4, clip_on=False)
    axes.set_ylim(0, 11)
    axes.set_yticks([5, 10])
    axes.tick_params(axis="y", labelsize=6.5, length=0, colors=INK)
    axes.set_ylabel(words.say("chart.intensity"), fontsize=7.5, color=INK)


def _draw_done(axes: Any, report: Report, first: date) -> None:
    """A row of marks for each thing that was done; one for tracks that were played where any was."""
    done = [((night.date - first).days, done_for(night, report.played)) for night in report.shown]
    rows = [name for name in WHAT if name != PLAYED or any(PLAYED in names for _, names in done)]
    for row, (name, mark) in enumerate(zip(rows, "s^oXP", strict=False)):
        at = [day for day, names in done if name in names]
        axes.plot(at, [-row] * len(at), mark, color=INK, markersize=2.8, markeredgewidth=0, clip_on=False)
    places = [-row for row in range(len(rows))]
    axes.set_ylim(-len(rows) + 0.5, 0.5)
    axes.set_yticks(places, [report.words.say(f"done.{name}") for name in rows])
    axes.tick_params(axis="y", labelsize=6.8, length=0, colors=INK)
    axes.hlines(places, *axes.get_xlim(), color=PALE, linewidth=0.4, zorder=0)


def _name_days(axes: Any, first: date, last: date, words: ReportWords) -> None:
    mondays = [day for day in range((last - first).days + 1) if (first + timedelta(day)).weekday() == 0]
    axes.set_xticks(mondays, [words.short_day(first + timedelta(day)) for day in mondays], fontsize=7)
    axes.tick_params(axis="x", length=2, colors=INK)


def _keys(report: Report) -> list[Any]:
    seen = {with_routine(night, report.played) for night in report.shown}
    said = {True: "routine", False: "without", None: "unknown"}
    keys: list[Any] = [
        Patch(label=report.words.say(f"chart.{said[done]}"), **_bar(done))
        for done in (True, False, None)
        if done in seen
    ]
    if any(not night.cramps for night in report.shown):
        label = report.words.say("chart.none")
        keys.append(Line2D([], [], marker="o", linestyle="", color=FULL, markersize=3, fillstyle="none", label=label))
    return keys


def _calm(axes: Any) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.spines["bottom"].set_linewidth(0.6)
    axes.tick_params(axis="x", length=0)
    axes.set_axisbelow(True)


def _svg(figure: Figure, title: str, told: str) -> str:
    """Return the figure as an SVG element with a name for screen readers, without what only a file needs."""
    from html import escape

    content = StringIO()
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(content, metadata=_NO_METADATA)
    element = content.getvalue()
    element = element[element.index("<svg") :]
    element = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", element, count=1)
    element = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", element, count=1)
    # a font that every machine has in its own look, as the page around it
    element = element.replace("'DejaVu Sans', ", "").replace("'DejaVu Sans'", "sans-serif")
    label = escape(f"{title}. {told}")
    return element.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)

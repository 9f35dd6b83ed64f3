"""The report as one page of HTML that needs nothing else: no script, no other file, no other host."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nightcue.diary.chart import months_picture, nights_picture
from nightcue.diary.report import Report

_HERE = Path(__file__).parent


def page_of(report: Report) -> str:
    """Return the page, the same for the same report. What a person wrote stays text: the template escapes it."""
    pages = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = (_HERE / "report_page.css").read_text(encoding="utf-8")
    return pages.get_template("report_page.html.jinja").render(
        report=report,
        style=Markup(style),
        nights=Markup(nights_picture(report)) if report.shown else "",
        months=Markup(months_picture(report)) if report.older else "",
    )

"""nightcue diary report: what the nights say."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.commands.diary_option import diary_option
from nightcue.commands.options import Target, overwrite_option
from nightcue.storage.targets import begins, is_folder
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.diary.report import Report

ENDINGS = (".html", ".htm")
PAGE = "diary-report.html"
is_ours = begins(re.compile(rb'<!DOCTYPE html>.*<meta name="generator" content="nightcue diary">', re.DOTALL))
"""Whether a file is such a page: report_page.html.jinja says so of itself."""


@click.command("report")
@click.option("-o", "--output", type=Target(), help="A page to write, report.html, or a folder for it.")
@overwrite_option
@click.option(
    "--lang", "language", metavar="TAG", help="Language of the report, such as en. The profile's where not given."
)
@diary_option()
def command(output: Path | None, overwrite: bool, language: str | None) -> None:
    """Show what the diary says: fewer cramps since the routine began or not, how sure that is, and what to do.

    With -o it becomes one page that prints on one sheet, to take to a doctor. It has your nights and notes in it:
    give it only to whom you want to see them.

    \b
    Examples:
      nightcue diary report
      nightcue diary report -o report.html
    """
    from nightcue.commands.screen import console
    from nightcue.diary.report_text import show_report
    from nightcue.locales import FIRST
    from nightcue.safety.profile import read_profile

    if output is not None:
        output = _page(output, overwrite)
    profile = read_profile()
    if language:
        _see_language(language)
    report = _report(_tag(language or str(profile.language or FIRST)), profile.name and str(profile.name))
    if output is None:
        show_report(report, console())
    else:
        _write(report, output)


def _page(output: Path, overwrite: bool) -> Path:
    """Return the page to write; a wrong ending or missing packages are told before anything is read."""
    from nightcue.commands.diary.writing import see_output

    if is_folder(output):
        output = output / PAGE
    if output.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{output} is no page; name a file that ends in .html", param_hint="--output")
    if find_spec("matplotlib") is None or find_spec("jinja2") is None:
        raise click.UsageError("the page is drawn by matplotlib and jinja2: pip install 'nightcue[plot]'")
    see_output(output, is_ours, overwrite)
    return output


def _see_language(language: str) -> None:
    """Raise a usage error where there is no report in the language that is asked for."""
    from nightcue.diary.report_words import REPORT
    from nightcue.language.diagnostics import one_line
    from nightcue.locales import has, languages_with

    if not has(language, REPORT):
        spoken = ", ".join(languages_with(REPORT))
        raise click.BadParameter(
            f"there is no report in '{one_line(language, 40)}'; there is in: {spoken}", param_hint="--lang"
        )


def _tag(language: str) -> str:
    """Return `language` as a tag. Raises a usage error."""
    from nightcue.language.phrases import Speech

    try:
        return Speech(language).tag
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--lang") from None


def _report(tag: str, name: str | None) -> Report:
    """Return the report on all nights and plays up to today; tell of rows that cannot be read."""
    from datetime import date

    from nightcue.commands.diary.telling import tell_of_wrong_rows
    from nightcue.diary.beginning import evenings_played
    from nightcue.diary.play import is_to_come
    from nightcue.diary.report import make_report
    from nightcue.diary.store import read_contents
    from nightcue.programme.uses import uses_with_weeks

    contents, today = read_contents(), date.today()
    tell_of_wrong_rows(contents)
    nights = [night for night in contents.nights if not is_to_come(night.date, today)]
    plays = [play for play in contents.plays if not is_to_come(play.evening, today)]
    return make_report(nights, evenings_played(plays, uses_with_weeks(plays)), today, tag, name)


def _write(report: Report, output: Path) -> None:
    """Write the page, for its owner's eyes only. Raises NotKeptError."""
    from nightcue.commands.drawing import load_matplotlib
    from nightcue.diary.errors import NotKeptError
    from nightcue.storage.private_file import write_private

    load_matplotlib()
    from nightcue.diary.report_page import page_of

    try:
        write_private(output, page_of(report).encode("utf-8"))
    except OSError as error:
        raise NotKeptError(f"{output}: cannot be written: {error.strerror or error}") from None
    tell(f"{output}  {report.said.headline}")

"""nightcue diary report: what the nights say."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import click

from nightcue.commands.options import Target, overwrite_option
from nightcue.storage.targets import begins, is_folder
from nightcue.terminal import tell

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
def command(output: Path | None, overwrite: bool, language: str | None) -> None:
    """Show what the diary says: fewer cramps since the routine began or not, how sure that is, and what to do.

    With -o it becomes one page that prints on one sheet, to take to a doctor. It has your nights and notes in it:
    give it only to whom you want to see them.

    \b
    Examples:
      nightcue diary report
      nightcue diary report -o report.html
    """
    from datetime import date

    from nightcue.commands.diary.telling import tell_of_wrong_rows
    from nightcue.commands.diary.writing import see_output
    from nightcue.commands.screen import console
    from nightcue.diary.beginning import evenings_played
    from nightcue.diary.play import is_to_come
    from nightcue.diary.report import make_report
    from nightcue.diary.report_words import REPORT
    from nightcue.diary.store import read_contents
    from nightcue.language.diagnostics import one_line
    from nightcue.language.phrases import Speech
    from nightcue.locales import FIRST, has, languages_with
    from nightcue.routine_index import uses
    from nightcue.safety.profile import read_profile

    if output is not None:
        output = _page(output)
        see_output(output, is_ours, overwrite)
    profile = read_profile()
    if language and not has(language, REPORT):
        spoken = ", ".join(languages_with(REPORT))
        raise click.BadParameter(
            f"there is no report in '{one_line(language, 40)}'; there is in: {spoken}", param_hint="--lang"
        )
    try:
        tag = Speech(language or str(profile.language or FIRST)).tag
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--lang") from None
    contents, today = read_contents(), date.today()
    tell_of_wrong_rows(contents)
    nights = [night for night in contents.nights if not is_to_come(night.date, today)]
    plays = [play for play in contents.plays if not is_to_come(play.evening, today)]
    report = make_report(nights, evenings_played(plays, uses()), today, tag, profile.name and str(profile.name))
    if output is None:
        from nightcue.diary.report_text import show_report

        show_report(report, console())
        return
    from nightcue.commands.drawing import load_matplotlib

    load_matplotlib()
    from nightcue.diary.errors import NotKeptError
    from nightcue.diary.report_page import page_of
    from nightcue.storage.private_file import write_private

    try:
        write_private(output, page_of(report).encode("utf-8"))
    except OSError as error:
        raise NotKeptError(f"{output}: cannot be written: {error.strerror or error}") from None
    tell(f"{output}  {report.said.headline}")


def _page(output: Path) -> Path:
    """Return the page to write; a wrong ending or missing packages are told before anything is read."""
    if is_folder(output):
        output = output / PAGE
    if output.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{output} is no page; name a file that ends in .html", param_hint="--output")
    if find_spec("matplotlib") is None or find_spec("jinja2") is None:
        raise click.UsageError("the page is drawn by matplotlib and jinja2: pip install 'nightcue[plot]'")
    return output

"""nightcue programme list: the programmes there are."""

from __future__ import annotations

import shlex

import click

from nightcue.commands.build_options import tell_what_is_closed
from nightcue.commands.options import language_option
from nightcue.terminal import plain_line, tell


@click.command("list")
@language_option
def command(language: str | None) -> None:
    """Show the shipped programmes and yours, with their weeks and nights.

    \b
    Example:
      nightcue programme list
    """
    from nightcue.language.diagnostics import DiagnosedError
    from nightcue.programme.library import OWN, shelved_programmes
    from nightcue.programme.reading import read_programme

    rows = [("name", "language", "weeks", "nights", "", "title")]
    for shelved in shelved_programmes():
        if language not in (None, shelved.language):
            continue
        named = plain_line(shelved.name), plain_line(shelved.language)
        mine = "yours" if shelved.own else "shipped"
        try:
            read = read_programme(shelved.path)
        except DiagnosedError:
            errors = f"has errors: nightcue programme check {shlex.quote(str(shelved.path))}"
            rows.append((*named, "", "", mine, errors))
        else:
            rows.append((*named, str(len(read.weeks)), str(read.nights), mine, read.title))
    wide = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        name, tag, weeks, nights, mine, title = row
        tell(f"{name:{wide[0]}}  {tag:{wide[1]}}  {weeks:>{wide[2]}}  {nights:>{wide[3]}}  {mine:{wide[4]}}  {title}")
    tell_what_is_closed(OWN)

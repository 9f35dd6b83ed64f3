"""nightcue list: the routines there are."""

from __future__ import annotations

import click

from nightcue.commands.options import language_option


@click.command("list")
@language_option
def command(language: str | None) -> None:
    """Show the shipped routines and yours, with length and language.

    \b
    Example:
      nightcue list
    """
    from rich.table import Table
    from rich.text import Text

    from nightcue.commands.screen import console
    from nightcue.commands.times import clock
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import shelves
    from nightcue.language.reading import read_routine
    from nightcue.language.routine import unroll

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("name", "language", "about", "", "title"):
        table.add_column(heading, justify="right" if heading == "about" else "left")
    for shelved in shelves():
        if language not in (None, shelved.language):
            continue
        try:
            routine = read_routine(shelved.path)
            about, title = clock(60 * -(-unroll(routine).about_seconds() // 60)), str(routine.title)
        except RoutineError:
            about, title = "", f"has errors: nightcue check {shelved.path}"
        mine = "yours" if shelved.own else "shipped"
        table.add_row(shelved.name, shelved.language, about, mine, Text(title))
    console().print(table)

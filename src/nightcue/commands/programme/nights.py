"""nightcue programme nights: where one is in a programme."""

from __future__ import annotations

import click

from nightcue.amounts import how_many
from nightcue.commands.diary_option import diary_option
from nightcue.commands.options import language_option
from nightcue.commands.programme.naming import programme_argument
from nightcue.terminal import plain_line, tell


@click.command("nights")
@programme_argument
@language_option
@diary_option()
def command(programme: str, language: str | None) -> None:
    """Show which night of a PROGRAMME tonight is, by the nights in the diary, and its weeks.

    \b
    Example:
      nightcue programme nights calves-6-weeks
    """
    from nightcue.commands.tonight import tonight
    from nightcue.programme.reading import read_programme

    read = read_programme(programme, language)
    now = tonight(read)
    tell(plain_line(read.title), *now.sentences(programme))
    tell(f"of {how_many(now.place.of, 'night')}; done so far: {len(now.done)}")
    for week in read.weeks:
        here = ">" if week.number == now.place.week else " "
        sets = ", ".join(f"{name} {value}" for name, value in week.settings.items())
        row = f"{here} week {week.number}  {how_many(week.nights, 'night')}  {week.routine.stem}  {sets}"
        tell(plain_line(row.rstrip()))

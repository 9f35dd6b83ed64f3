"""nightcue programme calendar: the nights of a programme, for a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from nightcue.amounts import how_many, time_of_day
from nightcue.commands.options import Target, language_option, overwrite_option
from nightcue.commands.programme.naming import programme_argument
from nightcue.terminal import tell


@click.command("calendar")
@programme_argument
@language_option
@click.option(
    "--from", "first", metavar="DATE", help="The first evening, such as 2026-12-01; today if nothing is said."
)
@click.option("--at", "at", required=True, metavar="TIME", help="When, on every night, such as 21:30.")
@click.option(
    "--week", type=click.IntRange(1), default=1, metavar="N", help="The week to begin with, if it is not the first."
)
@click.option("-o", "--output", required=True, type=Target(), metavar="PATH", help="The file to write.")
@overwrite_option
def command(
    programme: str, language: str | None, first: str | None, at: str, week: int, output: Path, overwrite: bool
) -> None:
    """Write the nights of a PROGRAMME as a file that every calendar opens, each with its week and its night.

    They go by the clock on the wall, wherever you are. Another file of the same programme changes the nights that a
    calendar has: so after a missed week write it again, from the week that repeats.

    \b
    Examples:
      nightcue programme calendar calves-6-weeks --from 2026-12-01 --at 21:30 -o nights.ics
      nightcue programme calendar calves-6-weeks --week 3 --at 21:30 -o nights.ics
    """
    from nightcue.audio.errors import OutputError
    from nightcue.programme.calendar import is_ours, nights_as_calendar, nights_of
    from nightcue.programme.reading import read_programme
    from nightcue.storage.atomic_file import atomic_file
    from nightcue.storage.targets import target

    when = time_of_day(at)
    if when is None:
        raise click.BadParameter(f"'{at}' is no time of day; it is written 21:30", param_hint="--at")
    evening = _date(first)
    read = read_programme(programme, language)
    if week > len(read.weeks):
        raise click.BadParameter(f"{read.name} has {how_many(len(read.weeks), 'week')}", param_hint="--week")
    try:
        target(output, is_ours, overwrite, read=(read.path, *(each.routine for each in read.weeks)))
        with atomic_file(output) as file:
            file.write(nights_as_calendar(read, evening, when, week))
    except OSError as problem:
        raise OutputError(f"cannot write {output}: {problem.strerror or problem}") from None
    nights = [*nights_of(read, evening, week)]
    tell(f"{output}  {how_many(len(nights), 'night')}, {nights[0].evening} to {nights[-1].evening}")


def _date(written: str | None) -> date:
    if written is None:
        return date.today()
    try:
        return date.fromisoformat(written if len(written) == 10 else "")
    except ValueError:
        message = f"'{written}' is no date; it is written 2026-12-01"
        raise click.BadParameter(message, param_hint="--from") from None

"""nightcue diary remind: a daily reminder for a calendar."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.amounts import time_of_day
from nightcue.commands.options import Target, overwrite_option
from nightcue.terminal import tell


@click.command("remind")
@click.option("--at", "at", required=True, metavar="TIME", help="When, every day, such as 21:30.")
@click.option("-o", "--output", required=True, type=Target(), metavar="PATH", help="The file to write.")
@overwrite_option
def command(at: str, output: Path, overwrite: bool) -> None:
    """Write a daily reminder to fill in the diary, as a file that every calendar opens.

    It goes by the clock on the wall, wherever you are, in summer and in winter. Another file changes the reminder.

    \b
    Example:
      nightcue diary remind --at 21:30 -o reminder.ics
    """
    from datetime import date

    from nightcue.commands.diary.writing import see_output
    from nightcue.diary.errors import NotKeptError
    from nightcue.diary.reminder import is_ours, reminder
    from nightcue.diary.words import words_of_the_profile
    from nightcue.storage.atomic_file import atomic_file

    when = time_of_day(at)
    if when is None:
        raise click.BadParameter(f"'{at}' is no time of day; it is written 21:30", param_hint="--at")
    see_output(output, is_ours, overwrite)
    content = reminder(when, date.today(), words_of_the_profile())
    try:
        with atomic_file(output) as file:
            file.write(content)
    except OSError as error:
        raise NotKeptError(f"{output}: cannot be written: {error.strerror or error}") from None
    tell(output)

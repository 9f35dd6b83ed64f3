"""nightcue diary remove: take a night out of the diary."""

from __future__ import annotations

import click


@click.command("remove")
@click.argument("date", metavar="DATE")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(date: str, yes: bool) -> None:
    """Remove a night from the diary. Asks first.

    \b
    Example:
      nightcue diary remove 2026-11-24
    """
    from nightcue.commands.diary.editing import evening_argument
    from nightcue.diary.store import NoNightError, reading, writing
    from nightcue.diary.words import words_of_the_profile

    evening = evening_argument(date)
    words = words_of_the_profile()
    with reading() as diary:
        if diary.night(evening) is None:
            raise NoNightError(evening)
    if not yes and not click.confirm(words.of_night(words.remove, evening)):
        click.echo(words.left)
        return
    with writing() as diary:
        diary.remove(evening)
    click.echo(words.of_night(words.removed, evening))

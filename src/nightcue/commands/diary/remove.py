"""nightcue diary remove: take a night out of the diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nightcue.commands.diary_option import diary_option
from nightcue.terminal import confirm, tell

if TYPE_CHECKING:
    from nightcue.diary.words import Words


@click.command("remove")
@click.argument("date", metavar="DATE")
@click.option("--yes", is_flag=True, help="Do not ask.")
@diary_option()
def command(date: str, yes: bool) -> None:
    """Remove a night from the diary, also one that cannot be read, or has not come yet. Asks first.

    \b
    Example:
      nightcue diary remove 2026-11-24
    """
    from nightcue.commands.diary.editing import evening_argument
    from nightcue.diary.store import NoNightError, reading, writing
    from nightcue.diary.words import words_of_the_profile

    evening = date.strip()
    words = words_of_the_profile()
    with reading() as diary:
        if not diary.has(evening) and not diary.plays_to_come(evening):
            raise NoNightError(evening_argument(evening))
    if not yes and not confirm(_of(words, words.remove, words.wrong["remove"], evening)):
        tell(words.left)
        return
    with writing() as diary:
        plays = diary.plays_to_come(evening)
        for play in plays:
            diary.remove_play(play)
        if not plays or diary.has(evening):
            diary.remove(evening)
    tell(_of(words, words.removed, words.wrong["removed"], evening))


def _of(words: Words, of_night: str, of_row: str, evening: str) -> str:
    """Return the words for a night by its days, or for a row whose date has none."""
    from datetime import date

    from nightcue.language.diagnostics import one_line

    try:
        return words.of_night(of_night, date.fromisoformat(evening))
    except (ValueError, OverflowError):  # no date, or the last one there is
        return of_row.format(date=one_line(evening, 40))

"""nightcue diary edit: change a night."""

from __future__ import annotations

from typing import Any

import click

from nightcue.commands.diary.answers import answer_options, given_values
from nightcue.commands.diary_option import diary_option


@click.command("edit")
@click.argument("date", metavar="DATE")
@answer_options
@diary_option()
def command(date: str, **given: Any) -> None:
    """Change a night: what is given as an option, or, without one, question by question. '' removes an answer.

    \b
    Examples:
      nightcue diary edit 2026-11-24 --intensity 4 --note ''
      nightcue diary edit 2026-11-24
    """
    from nightcue.commands.diary.asking import ask
    from nightcue.commands.diary.editing import change, evening_argument
    from nightcue.diary.store import NoNightError, reading
    from nightcue.diary.words import words_of_the_profile

    evening = evening_argument(date)
    changes = given_values(given)
    if "cramps" in changes and changes["cramps"] is None:
        raise click.UsageError("a night has a number of cramps; `nightcue diary remove` removes the night")
    words = words_of_the_profile()
    with reading() as diary:
        there = diary.night(evening)
    if there is None:
        raise NoNightError(evening)
    change(words, there, changes or ask(words, evening, {}, there))

"""nightcue diary add: note a night."""

from __future__ import annotations

from typing import Any

import click

from nightcue.commands.diary.answers import answer_options, given_values
from nightcue.commands.diary_option import diary_option
from nightcue.terminal import confirm, tell


@click.command("add")
@click.option("--date", metavar="DATE", help="The evening the night began on, such as 2026-11-24; else yesterday.")
@answer_options
@click.option("--no-input", is_flag=True, help="Ask nothing; --cramps is needed then.")
@diary_option(begins=True)
def command(no_input: bool, **given: Any) -> None:
    """Note a night: five questions, in less than a minute. What is given as an option is not asked.

    A night belongs to the date of its evening. Without --date it is the last night, that of yesterday evening.

    \b
    Examples:
      nightcue diary add
      nightcue diary add --cramps 0 --stretched yes --no-input
      nightcue diary add --date 2026-11-24 --cramps 2 --intensity 6 --longest 90s --side left --muscle calf
    """
    from nightcue.commands.diary.asking import ask
    from nightcue.commands.diary.editing import change, last_evening
    from nightcue.diary.night import night_of
    from nightcue.diary.store import NightThereError, reading, writing
    from nightcue.diary.words import words_of_the_profile

    values = {name: value for name, value in given_values(given).items() if value is not None}
    evening = values["date"] = values.get("date") or last_evening()
    words = words_of_the_profile()
    with reading() as diary:
        there = diary.night(evening)
    if there is not None:
        if no_input:
            raise NightThereError(there)
        tell(words.of_night(words.there, evening))
        if not confirm(words.change):
            tell(words.left)
            return
        changes = {name: value for name, value in values.items() if name != "date"}
        change(words, there, changes or ask(words, evening, {}, there))
        return
    if no_input and "cramps" not in values:
        raise click.UsageError("--no-input needs --cramps, which may be 0")
    night = night_of(values if no_input else values | ask(words, evening, values))
    with writing() as diary:
        diary.add(night)
    tell(words.of_night(words.kept, evening))

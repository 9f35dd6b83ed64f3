"""nightcue diary import: nights and plays from a file."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.commands.diary_option import diary_option
from nightcue.terminal import tell


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Where the diary says something else of a night, take the file's word.")
@diary_option(begins=True)
def command(file: Path, replace: bool) -> None:
    """Take nights and plays from a CSV or JSON file, as `export` writes it: all of them, or none if one is wrong.

    Only the columns date and cramps are needed. Taking the same file again changes nothing. A copy of a diary is
    taken too, from the folder copies beside it; what cannot be read in it is named, and the rest is taken.

    \b
    Example:
      nightcue diary import nights.csv
    """
    from nightcue.commands.diary.telling import tell_of_unread
    from nightcue.diary.errors import ProblemsError
    from nightcue.diary.importing import read_file, take

    try:
        sent = read_file(file)
        taken = take(sent, replace)
    except ProblemsError as error:
        nothing = f"{file}: nothing was taken; put right what is named above, and try again"
        raise ProblemsError([*(f"{file}: {problem}" for problem in error.problems), nothing]) from None
    tell_of_unread(sent.unread)
    tell(
        f"nights: {taken.added} new, {taken.replaced} replaced, {taken.same} there already; "
        f"plays: {taken.plays} new or longer"
    )

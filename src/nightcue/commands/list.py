"""nightcue list: the routines there are."""

from __future__ import annotations

import shlex

import click

from nightcue.commands.build_options import tell_what_is_closed
from nightcue.commands.options import language_option
from nightcue.terminal import plain_line, tell


@click.command("list")
@language_option
def command(language: str | None) -> None:
    """Show the shipped routines and yours, with length and language.

    \b
    Example:
      nightcue list
    """
    from nightcue.amounts import clock
    from nightcue.language.library import alike, told_alike
    from nightcue.routine_index import contents
    from nightcue.said_before import keep

    rows = [("name", "language", "about", "", "title")]
    for listed in contents(language):
        shelved, mine = listed.shelved, "yours" if listed.shelved.own else "shipped"
        name, language = plain_line(shelved.name), plain_line(shelved.language)
        if listed.seconds is None:
            rows.append((name, language, "", mine, f"has errors: nightcue check {shlex.quote(str(shelved.path))}"))
        else:
            about = clock(60 * -(-listed.seconds // 60))
            rows.append((name, language, about, mine, listed.title))
    # by hand, for a library of tables takes longer to load than everything else here
    wide = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        tell(f"{row[0]:{wide[0]}}  {row[1]:{wide[1]}}  {row[2]:>{wide[2]}}  {row[3]:{wide[3]}}  {row[4]}")
    tell_what_is_closed()
    for paths in alike():
        tell(f"note: {told_alike(paths)}", err=True)
    keep()

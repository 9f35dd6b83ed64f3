"""nightcue new: a routine of one's own to edit."""

from __future__ import annotations

import click

from nightcue.commands.build_options import chosen
from nightcue.commands.copying import write_copy
from nightcue.commands.options import RoutineName, language_option


@click.command("new")
@click.argument("name")
@click.option("--from", "source", type=RoutineName(), default="bedtime", show_default=True, help="The routine to copy.")
@language_option
def command(name: str, source: str, language: str | None) -> None:
    """Copy a routine with its parts into ./routines/NAME.yaml, ready to edit.

    \b
    Examples:
      nightcue new mine
      nightcue new mornings --from calf-pump
      nightcue new noche --lang es
    """
    from nightcue.language.copying import copy_of
    from nightcue.language.library import OWN

    write_copy(lambda: copy_of(chosen(source, language), name), name, OWN, "nightcue build")

"""nightcue new: a routine of one's own to edit."""

from __future__ import annotations

import click

from nightcue.commands.choosing import chosen
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
    from nightcue.language.copying import NameTakenError, UnusableNameError, copy_routine, words_for
    from nightcue.language.library import OWN
    from nightcue.locales import FIRST

    try:
        copied = copy_routine(chosen(source, language), name)
    except (NameTakenError, UnusableNameError) as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    folder = copied.parent
    words = words_for(name, FIRST if folder == OWN else folder.name)
    click.echo(f"{copied}\nedit it, then: nightcue build {words}")

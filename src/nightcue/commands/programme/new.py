"""nightcue programme new: a programme of one's own to edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from nightcue.commands.copying import write_copy
from nightcue.commands.options import language_option
from nightcue.commands.programme.naming import ProgrammeName


@click.command("new")
@click.argument("name")
@click.option(
    "--from", "source", type=ProgrammeName(), default="calves-6-weeks", show_default=True, help="The programme to copy."
)
@language_option
def command(name: str, source: str, language: str | None) -> None:
    """Copy a programme into ./programmes/NAME.yaml, ready to edit.

    \b
    Examples:
      nightcue programme new mine
      nightcue programme new mio --lang es
    """
    from nightcue.building.options import language_of_the_profile
    from nightcue.programme.copying import copy_of
    from nightcue.programme.library import OWN, find_programme

    def copied() -> Mapping[Path, bytes]:
        return copy_of(find_programme(source, language or language_of_the_profile()), name)

    write_copy(copied, name, OWN, "nightcue programme build")

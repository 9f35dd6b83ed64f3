"""nightcue programme new: a programme of one's own to edit."""

from __future__ import annotations

import click

from nightcue.commands.options import language_option
from nightcue.commands.programme.naming import ProgrammeName
from nightcue.terminal import tell


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
    from nightcue.audio.errors import OutputError
    from nightcue.building.options import language_of_the_profile
    from nightcue.language.copying import NameTakenError, UnusableNameError, words_for
    from nightcue.locales import FIRST
    from nightcue.programme.copying import copy_of
    from nightcue.programme.library import OWN, find_programme
    from nightcue.storage.atomic_files import write_together

    try:
        files = copy_of(find_programme(source, language or language_of_the_profile()), name)
        write_together(files)
    except (NameTakenError, UnusableNameError) as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    except OSError as problem:
        raise OutputError(f"cannot write {problem.filename or name}: {problem.strerror or problem}") from None
    *_, copied = files
    folder = copied.parent
    words = words_for(name, FIRST if folder == OWN else folder.name)
    tell(copied, f"edit it, then: nightcue programme build {words}")

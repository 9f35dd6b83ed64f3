"""nightcue new: a routine of one's own to edit."""

from __future__ import annotations

import click

from nightcue.commands.build_options import chosen
from nightcue.commands.options import RoutineName, language_option
from nightcue.terminal import tell


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
    from nightcue.audio.errors import OutputError
    from nightcue.language.copying import NameTakenError, UnusableNameError, copy_of, words_for
    from nightcue.language.library import OWN
    from nightcue.locales import FIRST
    from nightcue.storage.atomic_files import write_together

    try:
        files = copy_of(chosen(source, language), name)
        write_together(files)
    except (NameTakenError, UnusableNameError) as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    except OSError as problem:
        raise OutputError(f"cannot write {problem.filename or name}: {problem.strerror or problem}") from None
    *_, copied = files
    folder = copied.parent
    words = words_for(name, FIRST if folder == OWN else folder.name)
    tell(copied, f"edit it, then: nightcue build {words}")

"""The name of a programme on the command line, completed in the shell."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from nightcue.commands.shell_words import offered


class ProgrammeName(click.ParamType[str]):
    """A programme's name or path."""

    name = "programme"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return names of programmes, and files for anything that looks like a path."""
        from nightcue.programme.library import shelved_programmes

        return offered((shelved.name for shelved in shelved_programmes()), incomplete)


programme_argument = click.argument("programme", type=ProgrammeName())

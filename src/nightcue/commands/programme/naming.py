"""The name of a programme on the command line, completed in the shell."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from nightcue.commands.shell_words import means_itself
from nightcue.terminal import plain_line


class ProgrammeName(click.ParamType[str]):
    """A programme's name or path."""

    name = "programme"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return names of programmes, and files for anything that looks like a path."""
        from nightcue.programme.library import shelved_programmes

        names = sorted({shelved.name for shelved in shelved_programmes()})
        found = [CompletionItem(name) for name in names if name.startswith(incomplete) and means_itself(name)]
        return found or [CompletionItem(plain_line(incomplete), type="file")]


programme_argument = click.argument("programme", type=ProgrammeName())

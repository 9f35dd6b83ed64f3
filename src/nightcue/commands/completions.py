"""What each command can go on with, from the commands themselves, so that completion need not load them.

`python -m nightcue.commands.completions > src/nightcue/completions.txt` writes it anew.
"""

from __future__ import annotations

import sys

import click

from nightcue.commands.described import every_command, program
from nightcue.commands.options import RoutineName
from nightcue.commands.programme.naming import ProgrammeName


def completions() -> str:
    """Return a row for each word: the command before it, the word, and its help, with tabs between them.

    Names that are looked up have a row too, ROUTINE or PROGRAMME, with three dots where there may be several.
    """
    contexts = [program(), *(each.context for each in every_command())]
    return "".join(f"{row}\n" for context in contexts for row in _rows(context))


def _rows(context: click.Context) -> list[str]:
    command = context.command_path.removeprefix("nightcue").strip()
    first = next((each for each in context.command.get_params(context) if isinstance(each, click.Argument)), None)
    named = [] if first is None else _names(first)
    offered = [*context.command.shell_complete(context, ""), *context.command.shell_complete(context, "-")]
    words = [*((name, None) for name in named), *((each.value, each.help) for each in offered)]
    return [f"{command}\t{word}" + (f"\t{told}" if told else "") for word, told in words]


def _names(argument: click.Argument) -> list[str]:
    for kind, name in ((RoutineName, "ROUTINE"), (ProgrammeName, "PROGRAMME")):
        if isinstance(argument.type, kind):
            return [name if argument.nargs == 1 else f"{name}..."]
    return []


if __name__ == "__main__":
    sys.stdout.buffer.write(completions().encode())

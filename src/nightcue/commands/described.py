"""What the commands say of themselves, for the pages that are made from them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

import click


@dataclass(frozen=True)
class Described:
    """One command with its context, which knows its whole name; `level` is 0, or 1 for a part of a command."""

    command: click.Command
    context: click.Context
    level: int

    @property
    def usage(self) -> str:
        """The line that starts it, such as `nightcue build [OPTIONS] ROUTINE...`."""
        pieces = self.command.collect_usage_pieces(self.context)
        wanted = [piece for piece in pieces if piece != "[OPTIONS]" or options_of(self.command)]
        return " ".join([self.context.command_path, *wanted])


def every_command() -> Iterator[Described]:
    """Yield every command in the order of the list, each before its parts."""
    from nightcue.commands import nightcue

    yield from _inside(nightcue, program(), 0)


def program() -> click.Context:
    """Return the context of the program itself, as it has it when it runs."""
    from nightcue.commands import nightcue

    return click.Context(nightcue, info_name="nightcue", **nightcue.context_settings)


def _inside(group: click.Group, context: click.Context, level: int) -> Iterator[Described]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(f"there is no command {name}")
        inner = click.Context(command, info_name=name, parent=context)
        yield Described(command, inner, level)
        if isinstance(command, click.Group):
            yield from _inside(command, inner, level + 1)


def options_of(command: click.Command) -> list[click.Option]:
    """Return the options of a command that its help shows."""
    return [option for option in command.params if isinstance(option, click.Option) and not option.hidden]


def paragraphs_of(command: click.Command) -> Iterator[str | list[str]]:
    """Yield each paragraph of a command's help: a text, or lines that stay as they are."""
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield [line.strip() for line in paragraph.removeprefix("\b\n").splitlines()]
        else:
            yield " ".join(paragraph.split())


def names_of(option: click.Option) -> list[str]:
    """Return the names of an option, such as -o and --output."""
    return [*option.opts, *option.secondary_opts]


def takes(option: click.Option, between: str) -> str:
    """Return what an option takes, its choices with `between` between them; nothing for a flag."""
    if option.is_flag or option.count:
        return ""
    if isinstance(option.type, click.Choice):
        return between.join(map(str, option.type.choices))
    return option.metavar or option.type.name.upper()


def told(option: click.Option) -> str:
    """Return what an option is for, on one line."""
    return " ".join((option.help or "").split())

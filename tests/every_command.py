"""Every command that can be started, by its words."""

from __future__ import annotations

from collections.abc import Iterator

import click


def names_of(group: click.Group, before: str = "") -> Iterator[str]:
    """`list`, `diary add` and so on: each command of a group, and those of the groups inside it."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if not isinstance(command, click.Group) or command.invoke_without_command:
                yield before + name
            if isinstance(command, click.Group):
                yield from names_of(command, f"{before}{name} ")

"""nightcue diary: the night diary, one file a part, each loaded only when it is used."""

from __future__ import annotations

from importlib import import_module

import click

PARTS = {
    "add": "add",
    "list": "list",
    "edit": "edit",
    "remove": "remove",
    "export": "export",
    "import": "importing",
    "remind": "remind",
    "report": "report",
}
"""The parts, and the module of each."""


class _Parts(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*PARTS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in PARTS:
            return None
        part: click.Command = import_module(f"nightcue.commands.diary.{PARTS[cmd_name]}").command
        return part


@click.group("diary", cls=_Parts)
def command() -> None:
    """Keep a diary of your nights: five questions in less than a minute. Only you can read it.

    \b
    Examples:
      nightcue diary add
      nightcue diary add --cramps 1 --intensity 5 --longest '2 min' --stretched yes --no-input
      nightcue diary list
    """

"""nightcue share: a line a morning to one person, one file a part, each loaded only when it is used."""

from __future__ import annotations

from importlib import import_module

import click

PARTS = ("on", "off", "show", "send", "answer")


class _Parts(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*PARTS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in PARTS:
            return None
        part: click.Command = import_module(f"nightcue.commands.share.{cmd_name}").command
        return part


@click.group("share", cls=_Parts)
def command() -> None:
    """Send one person a line in the morning, of what you choose and no more; off until you switch it on.

    \b
    Examples:
      nightcue share on --to ntfy://a-name-nobody-guesses --what done --what cramps
      nightcue share show
      nightcue share off
    """

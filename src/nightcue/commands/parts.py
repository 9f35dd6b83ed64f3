"""A command of several parts, each loaded only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Parts(click.Group):
    """Has a part for each name in `parts`, which says its module in `package`; the module calls it `command`."""

    def __init__(self, *args: Any, package: str, parts: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.package, self.parts = package, parts

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in their order."""
        return [*self.parts]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a part; None where there is none of that name."""
        if cmd_name not in self.parts:
            return None
        part: click.Command = import_module(f"{self.package}.{self.parts[cmd_name]}").command
        return part

"""A command of several parts, each loaded only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

_WHOLE = 1000
"""Characters of the first sentence of a part: all of it; Click's own 45 cut it off."""


class Parts(click.Group):
    """Has a part for each name in `parts`, which says its module in `package`; the module calls it `command`.

    `usual` is the part that is meant where none is named.
    """

    def __init__(
        self, *args: Any, package: str, parts: Mapping[str, str], usual: str | None = None, **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.package, self.parts, self.usual = package, parts, usual

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the usual part before words that begin with no part."""
        if self.usual and args and args[0] not in (*self.parts, *ctx.help_option_names):
            args = [self.usual, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in their order."""
        return [*self.parts]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each part does, in a whole sentence."""
        parts = ((name, self.get_command(ctx, name)) for name in self.parts)
        with formatter.section("Commands"):
            formatter.write_dl([(name, part.get_short_help_str(_WHOLE)) for name, part in parts if part])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a part; None where there is none of that name."""
        if cmd_name not in self.parts:
            return None
        part: click.Command = import_module(f"{self.package}.{self.parts[cmd_name]}").command
        return part

"""nightcue batch: tracks for many people, one file a part, each loaded only when it is used."""

from __future__ import annotations

import click

from nightcue.commands.parts import Parts

PARTS = {"make": "make", "status": "status", "adherence": "adherence"}
"""The parts, and the module of each."""


class _Batch(Parts):
    """Makes the tracks where no part is named: `nightcue batch people.csv bedtime -o out`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.parts, *ctx.help_option_names):
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group("batch", cls=_Batch, package=__name__, parts=PARTS)
def command() -> None:
    """Make the tracks of many people, from a table with a row for each.

    The word `make` may be left out.

    \b
    Examples:
      nightcue batch people.csv bedtime -o tracks
      nightcue batch status tracks
      nightcue batch adherence exports --people people.csv
    """

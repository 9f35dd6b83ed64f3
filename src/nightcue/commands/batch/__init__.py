"""nightcue batch: tracks for many people, one file a part, each loaded only when it is used."""

from __future__ import annotations

import click

from nightcue.commands.parts import Parts

PARTS = {"make": "make", "status": "status", "adherence": "adherence"}
"""The parts, and the module of each."""


@click.group("batch", cls=Parts, package=__name__, parts=PARTS, usual="make")
def command() -> None:
    """Make the tracks of many people, from a table with a row for each.

    The word `make` may be left out.

    \b
    Examples:
      nightcue batch people.csv bedtime -o tracks
      nightcue batch status tracks
      nightcue batch adherence exports --people people.csv
    """

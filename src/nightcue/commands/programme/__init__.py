"""nightcue programme: routines over weeks, one file a part, each loaded only when it is used."""

from __future__ import annotations

import click

from nightcue.commands.parts import Parts

PARTS = {
    "build": "build",
    "check": "check",
    "list": "list",
    "new": "new",
    "calendar": "calendar",
    "nights": "nights",
    "schema": "schema",
}
"""The parts, and the module of each."""


@click.group("programme", cls=Parts, package=__name__, parts=PARTS, usual="build")
def command() -> None:
    """Follow a programme over weeks: each week has its routine, and what it sets in it.

    The word `build` may be left out.

    \b
    Examples:
      nightcue programme list
      nightcue programme calves-6-weeks
      nightcue programme nights calves-6-weeks
      nightcue programme calendar calves-6-weeks --from 2026-12-01 --at 21:30 -o nights.ics
    """

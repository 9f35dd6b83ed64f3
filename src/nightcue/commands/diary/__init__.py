"""nightcue diary: the night diary, one file a part, each loaded only when it is used."""

from __future__ import annotations

import click

from nightcue.commands.parts import Parts

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


@click.group("diary", cls=Parts, package=__name__, parts=PARTS)
def command() -> None:
    """Keep a diary of your nights: five questions in less than a minute. Only you can read it.

    \b
    Examples:
      nightcue diary add
      nightcue diary add --cramps 1 --intensity 5 --longest '2 min' --stretched yes --no-input
      nightcue diary list
    """

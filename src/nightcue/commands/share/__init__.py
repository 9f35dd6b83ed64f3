"""nightcue share: a line a morning to one person, one file a part, each loaded only when it is used."""

from __future__ import annotations

import click

from nightcue.commands.parts import Parts

PARTS = {name: name for name in ("on", "off", "show", "send", "answer")}
"""The parts, and the module of each."""


@click.group("share", cls=Parts, package=__name__, parts=PARTS)
def command() -> None:
    """Send one person a line in the morning, of what you choose and no more; off until you switch it on.

    \b
    Examples:
      nightcue share on --to ntfy://a-name-nobody-guesses --what done --what cramps
      nightcue share show
      nightcue share off
    """

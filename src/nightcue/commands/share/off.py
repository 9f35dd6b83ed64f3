"""nightcue share off: share nothing any more."""

from __future__ import annotations

import click

from nightcue.terminal import tell


@click.command("off")
def command() -> None:
    """Share nothing any more, and forget with whom.

    \b
    Example:
      nightcue share off
    """
    from nightcue.sharing.choice import forget_sharing

    forget_sharing()
    tell("nothing is shared")

"""nightcue share show: what would be sent."""

from __future__ import annotations

import click

from nightcue.terminal import tell


@click.command("show")
def command() -> None:
    """Show what is shared, with whom, and the line of this morning; sends nothing.

    \b
    Example:
      nightcue share show
    """
    from datetime import datetime

    from nightcue.commands.share.line import line_now
    from nightcue.sharing.choice import kept_sharing
    from nightcue.sharing.sending import shown_address

    sharing = kept_sharing()
    if sharing is None:
        tell("nothing is shared; `nightcue share on --help` says how")
        return
    morning = line_now(sharing, datetime.now())
    tell(f"to      {shown_address(sharing.to)}", f"when    once a morning, at {sharing.at}")
    tell(f"what    {', '.join(sharing.what)}", f"today   {morning.line if morning else 'nothing to say yet'}")

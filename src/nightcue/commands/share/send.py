"""nightcue share send: send the line of this morning."""

from __future__ import annotations

import click

from nightcue.terminal import tell


@click.command("send")
def command() -> None:
    """Send the line of this morning now, once a night; for who does not run `nightcue serve`, which sends it by itself.

    It sends nothing while sharing is off, where there is nothing to say, or when the line has been sent.

    \b
    Example:
      nightcue share send
    """
    from datetime import datetime

    from nightcue.commands.share.line import line_now
    from nightcue.sharing.choice import kept_sharing
    from nightcue.sharing.morning import is_news
    from nightcue.sharing.sending import send_once

    sharing = kept_sharing()
    if sharing is None:
        tell("nothing is shared; `nightcue share on --help` says how")
        return
    morning = line_now(sharing, datetime.now())
    if morning is None or not is_news(morning):
        tell("nothing to say yet" if morning is None else "it was sent before")
        return
    send_once(sharing, morning)
    tell(f"sent: {morning.line}")

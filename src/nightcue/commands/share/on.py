"""nightcue share on: choose what to share, and with whom."""

from __future__ import annotations

import click

from nightcue.sharing.choice import MORNING, WHAT
from nightcue.terminal import confirm, tell


@click.command("on")
@click.option("--to", required=True, metavar="ADDRESS", help="Where the line goes, as apprise writes addresses.")
@click.option(
    "--what",
    required=True,
    multiple=True,
    type=click.Choice(WHAT),
    help="What to share: that it was done, how many cramps, how strong the worst was, a warning sign; repeatable.",
)
@click.option("--at", default=MORNING, show_default=True, metavar="TIME", help="When `nightcue serve` sends it.")
def command(to: str, what: tuple[str, ...], at: str) -> None:
    """Switch the morning's line on, after showing what would be sent and to whom.

    Nobody but that one person gets it, and nothing else is sent. After two nights of which nothing is known, one kind
    line says so. A daughter's answer is heard at the beginning of the next routine: `nightcue share answer`.

    \b
    Example:
      nightcue share on --to ntfy://a-name-nobody-guesses --what done --what cramps
    """
    from datetime import datetime

    from nightcue.commands.share.line import line_now, listener
    from nightcue.sharing.choice import Sharing, in_order, keep_sharing, time_of
    from nightcue.sharing.morning import example
    from nightcue.sharing.sending import shown_address

    now = datetime.now()
    sharing = Sharing(to, in_order(what), now.date(), f"{time_of(at):%H:%M}")
    address = shown_address(to)
    this_morning = line_now(sharing, now)
    tell(f"to      {address}", f"when    once a morning, at {sharing.at}")
    if this_morning:
        tell(f"today   {this_morning.line}")
    tell(f"such as {example(sharing, *listener())}")
    if not confirm("Send a line like this every morning?", default=False):
        tell("nothing is shared")
        return
    tell(f"kept in {keep_sharing(sharing)}", "nightcue share off ends it")

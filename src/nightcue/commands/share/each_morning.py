"""Sending the morning's line while the page is served."""

from __future__ import annotations

from datetime import datetime
from threading import Event

from nightcue.debugging import log_place
from nightcue.sharing.answer import answer_for
from nightcue.terminal import tell

EVERY = 300.0
"""Seconds between two looks at whether it is time."""


def send_each_morning(over: Event) -> None:
    """Send the line of each morning when it is time, until `over`; what goes wrong is told once a day, and tried again.

    An answer that is over is removed, so that the page is made without it. Waits in the calling thread.
    """
    told: tuple[object, str] | None = None
    while not over.wait(0 if told is None else EVERY):
        try:
            answer_for(datetime.now())
            said = _send_if_due(datetime.now())
        except Exception as error:  # the page is served whatever is wrong here
            log_place(error)
            said = f"note: the morning's line was not sent: {error}"
        news = (datetime.now().date(), said or "")
        if said and news != told:
            tell(said, err=True)
        told = news


def _send_if_due(now: datetime) -> str | None:
    """Send the line if it is time for it; return what to tell of that."""
    from nightcue.commands.share.line import line_now
    from nightcue.sharing.choice import kept_sharing
    from nightcue.sharing.morning import is_due
    from nightcue.sharing.sending import send_once

    sharing = kept_sharing()
    morning = line_now(sharing, now) if sharing else None
    if sharing is None or morning is None or not is_due(sharing, morning, now):
        return None
    send_once(sharing, morning)
    return f"sent to the one who is told: {morning.line}"

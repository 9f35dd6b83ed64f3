"""Rules about compression socks: for the day, not for the night."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.safety.implied_sessions import socks_put_on
from nightcue.safety.removal import TakingOff, leads_into_sleep
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.lengths import LONGEST


@rule(
    "socks-to-bed", "error", "socks-not-to-bed",
    "compression socks come off before sleep",
    "say that the socks come off before bed",
)  # fmt: skip
def to_bed(context: Context) -> Iterator[Finding]:
    """Find compression socks that a track goes on to sleep in, put on in a session or by a line."""
    off = None
    for _, window in context.sessions("socks"):
        if leads_into_sleep(context, window):
            yield Finding(window.origin.span, "this session invites to sleep with the socks on")
    for worn_from, place in socks_put_on(context):
        off = off or TakingOff(context)
        if off.comes_after_sleep(worn_from):
            yield Finding(place, "the track goes on to sleep, and nothing says to take the socks off")
        elif off.rests_on(worn_from, Fraction(60 * LONGEST["socks"])):
            yield Finding(place, f"over {LONGEST['socks']} minutes of silence follow with the socks on")

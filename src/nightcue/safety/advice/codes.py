"""The codes of spoken advice: what each means and the fact in the seeds that it rests on."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One kind of dangerous advice."""

    code: str
    fact: str
    meaning: str


CODES: tuple[Code, ...] = (
    Code("advice-quinine", "quinine-risk", "recommends quinine or tonic water"),
    Code("advice-sleep-with-device", "compression-not-for-sleep", "invites to sleep in boots, socks or a device"),
    Code("advice-ignore-warning-signs", "compression-stop-signs", "carries on through tingling, numbness or pain"),
    Code("advice-too-tight", "compression-less-is-more", "asks for the tightest fit or the highest pressure"),
    Code("advice-stop-medicine", "medicines-linked", "stops, skips or cuts a medicine on one's own"),
    Code("advice-k2-without-warfarin", "k2-warfarin", "recommends vitamin K2 without a word about warfarin"),
    Code("advice-promise", "compression-goal", "promises a cure or a certain result"),
    Code("advice-force", "exit-gentle", "asks for a bounced, jerked or forced stretch"),
    Code("advice-massage-swollen", "thrombosis-emergency", "massages or compresses a swollen, hot or red leg"),
)

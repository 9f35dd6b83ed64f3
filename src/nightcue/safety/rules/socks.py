"""Rules about compression socks: for the day, not for the night."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.rule import Finding, Subject, rule
from nightcue.safety.wording import asks_to_take_off, invites_to_sleep


@rule(
    "socks-to-bed", "error", "socks-not-to-bed",
    "compression socks come off before sleep",
    "say that the socks come off before bed",
)  # fmt: skip
def to_bed(subject: Subject) -> Iterator[Finding]:
    """Sessions with socks in a track that ends with sleep and never says to take them off."""
    language = subject.script.language
    for number, window in subject.sessions("socks"):
        after = [line.text for line in subject.lines(number + 1)]
        asleep = any(invites_to_sleep(text, language) for text in after)
        if asleep and not any(asks_to_take_off(text, language) for text in after):
            yield Finding(window.origin.span, "the track goes on to sleep, and nothing says to take the socks off")

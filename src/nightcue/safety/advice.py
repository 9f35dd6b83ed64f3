"""Spoken advice that the source documents warn of: its codes, and where a text gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from nightcue.safety.matching import kinds_of, places, read, vocabulary_of


class Code(NamedTuple):
    """One kind of dangerous advice: the fact in the seeds that it rests on, and what it means."""

    code: str
    fact: str
    meaning: str


CODES: tuple[Code, ...] = (
    Code("advice-quinine", "quinine-risk", "recommends quinine or tonic water"),
    Code("advice-sleep-with-device", "compression-not-for-sleep", "invites to sleep in boots, socks or a device"),
    Code("advice-ignore-warning-signs", "compression-stop-signs", "carries on through tingling, numbness or pain"),
    Code("advice-too-tight", "compression-less-is-more", "asks for the tightest fit or the highest pressure"),
    Code("advice-stop-medicine", "medicines-linked", "stops, skips or cuts a medicine on one's own"),
    Code("advice-massage-swollen", "thrombosis-emergency", "massages or compresses a swollen, hot or red leg"),
)


@dataclass(frozen=True)
class Advice:
    """Dangerous advice: its code, and the words that give it as they stand in the text."""

    code: str
    fragment: str


def dangerous_advice(said: str, tag: str) -> list[Advice]:
    """Return what is dangerous in a text, in its order; `tag` is a BCP 47 tag.

    Raises ValueError if what is said in that language is not judged.
    """
    vocabulary, text = vocabulary_of(tag), read(said, tag)
    found = [(start, end, kind.code) for kind in kinds_of(tag) for start, end in places(text, kind, vocabulary)]
    return [Advice(code, text.fragment(start, end)) for start, end, code in sorted(found)]

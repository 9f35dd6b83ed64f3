"""What a run would cost, before it begins: seconds of one core, and bytes."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.clinic.run import Outlook

SECONDS_A_TRACK = 0.06
"""Seconds of one core for a track whose lines are spoken: see docs/clinic.md."""

SECONDS_A_LETTER = {"espeak": 0.001, "pico": 0.002}
"""Seconds of one core for each letter that these engines speak."""

SECONDS_A_LETTER_ELSE = 0.03
"""The same for a natural voice."""

BYTES_A_SECOND = {"mp3": 4_000, "opus": 3_000, "ogg": 6_000, "m4a": 8_000, "m4b": 8_000, "flac": 15_000, "wav": 44_100}
"""Bytes of a second of track by format."""


@dataclass(frozen=True)
class Cost:
    """Seconds of one core, and bytes that are written."""

    seconds: float
    room: int


def cost_of(outlook: Outlook, format: str) -> Cost:
    """Return what it costs to carry out what was looked at."""
    speaking = sum(
        len(line) * SECONDS_A_LETTER.get(voice.name, SECONDS_A_LETTER_ELSE) for voice, line in outlook.unspoken
    )
    plays = sum(due.seconds for due in outlook.due)
    return Cost(speaking + SECONDS_A_TRACK * len(outlook.due), round(plays * BYTES_A_SECOND[format]))

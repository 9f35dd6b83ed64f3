"""What a run would cost, before it begins: seconds of one core, and bytes."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.clinic.run import Outlook

SECONDS_A_TRACK = 0.08
"""Seconds of one core for a track, with its line in the embedded voice: benchmarks/clinic.py, 29 November 2026."""

SECONDS_A_LETTER = {"embedded": 0.0, "heart": 0.003}
"""Seconds of one core that each letter of a line takes beside that, by the same figures; the rest are not measured."""

BYTES_A_SECOND = {"mp3": 4_800, "opus": 3_600, "ogg": 4_900, "m4a": 6_800, "m4b": 6_800, "flac": 14_200, "wav": 44_100}
"""Bytes of a second of track by format, of the routine `stretch` in the embedded voice, 29 November 2026."""


@dataclass(frozen=True)
class Cost:
    """Seconds of one core, and bytes that are written; how long the voices `unknown` take is not in it."""

    seconds: float
    room: int
    unknown: tuple[str, ...]


def cost_of(outlook: Outlook, format: str) -> Cost:
    """Return what it costs to make the tracks that were looked at."""
    letters: dict[str, int] = {}
    for voice, line in outlook.unspoken:
        letters[voice.name] = letters.get(voice.name, 0) + len(line)
    speaking = sum(SECONDS_A_LETTER.get(name, 0.0) * count for name, count in letters.items())
    plays = sum(due.seconds for due in outlook.due)
    return Cost(
        speaking + SECONDS_A_TRACK * len(outlook.due),
        round(plays * BYTES_A_SECOND[format]),
        tuple(sorted(letters.keys() - SECONDS_A_LETTER.keys())),
    )

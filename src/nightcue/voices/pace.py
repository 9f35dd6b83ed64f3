"""The pace of a line, and pauses, the same for every engine."""

from __future__ import annotations

from nightcue.voices.voice import Pace

SENTENCE_PAUSE: dict[Pace, float] = {"slow": 0.65, "calm": 0.5, "normal": 0.35}
"""Seconds of silence between the sentences of a line, for engines that speak them one by one."""

BRIEF = 2
"""The most words of a brief line, such as a beat, a count or a side."""


def pace_of(text: str, pace: Pace) -> Pace:
    """Return the pace of one line: normal for a brief one, so that a beat fits into its second."""
    return "normal" if len(text.split()) <= BRIEF else pace

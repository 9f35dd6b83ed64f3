"""How fast a line is spoken: the same with every engine, whatever its own measure of speed is."""

from __future__ import annotations

from nightcue.voices.voice import Pace

SENTENCE_PAUSE: dict[Pace, float] = {"slow": 0.65, "calm": 0.5, "normal": 0.35}
"""Seconds of silence between the sentences of a line, for engines that speak each by itself."""

BRIEF = 2
"""Words of a line that is too short to have a pace: a beat, a count, a side."""


def pace_of(text: str, pace: Pace) -> Pace:
    """The pace of one line: a brief one is never drawn out, so that a beat fits into its second."""
    return "normal" if len(text.split()) <= BRIEF else pace

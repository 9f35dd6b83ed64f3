"""The words of a timeline as LRC: each line with the time at which it is spoken, for players that show them."""

from __future__ import annotations

from nightcue.timeline.timeline import Timeline

_SAFE = str.maketrans("[]<>", "()‹›")
"""Brackets would be read as times, and LRC knows no way to write them otherwise."""


def as_lrc(timeline: Timeline, album: str) -> str:
    """Return the whole file; a time is minutes, seconds and hundredths, to the nearest."""
    heads = {"ti": timeline.title, "al": album, "la": timeline.language, "length": _clock(timeline.duration)}
    lines = [f"[{name}:{_safe(value)}]" for name, value in heads.items()]
    spoken = (event for event in timeline.events if event.kind == "speech")
    lines += [f"[{_clock(event.start / timeline.rate)}]{_safe(event.text)}" for event in spoken]
    return "\n".join(lines) + "\n"


def _clock(seconds: float) -> str:
    minutes, hundredths = divmod(round(seconds * 100), 6000)
    return f"{minutes:02}:{hundredths // 100:02}.{hundredths % 100:02}"


def _safe(text: str) -> str:
    return " ".join(text.translate(_SAFE).split())

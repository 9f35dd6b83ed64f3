"""The words of a timeline as WebVTT cues, after the W3C's candidate recommendation of 2019."""

from __future__ import annotations

from collections.abc import Iterable

from nightcue.timeline.timeline import Timeline

VttLine = tuple[int, int, str]
"""When a line begins and ends, in milliseconds, and its text."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": " "})


def as_webvtt(timeline: Timeline) -> str:
    """Return the whole file: a cue for each spoken line, from its first millisecond to its last."""
    rate, spoken = timeline.rate, [event for event in timeline.events if event.kind == "speech"]
    lines = [(round(event.start * 1000 / rate), round(event.end * 1000 / rate), event.text) for event in spoken]
    return webvtt(timeline.language, timeline.title, lines)


def webvtt(language: str, title: str, lines: Iterable[VttLine]) -> str:
    """Return the whole file for these lines; the language is BCP 47."""
    parts = [f"WEBVTT\nKind: captions\nLanguage: {language}", f"NOTE\n{_escaped(title)}"]
    for number, (start, end, text) in enumerate(lines, start=1):
        # a cue has to last
        parts.append(f"{number}\n{_clock(start)} --> {_clock(max(start + 1, end))}\n{_escaped(text)}")
    return "\n\n".join(parts) + "\n"


def _clock(milliseconds: int) -> str:
    seconds, part = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:03}"


def _escaped(text: str) -> str:
    return " ".join(text.translate(_ESCAPES).split())

"""The words of a timeline as WebVTT cues, after the W3C's candidate recommendation of 2019."""

from __future__ import annotations

from nightcue.timeline.timeline import Timeline

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": " "})


def as_webvtt(timeline: Timeline) -> str:
    """Return the whole file: a cue for each spoken line, from its first millisecond to its last."""
    parts = [f"WEBVTT\nKind: captions\nLanguage: {timeline.language}", f"NOTE\n{_escaped(timeline.title)}"]
    for number, event in enumerate((event for event in timeline.events if event.kind == "speech"), start=1):
        start = round(event.start * 1000 / timeline.rate)
        # a cue has to last
        end = max(start + 1, round(event.end * 1000 / timeline.rate))
        parts.append(f"{number}\n{_clock(start)} --> {_clock(end)}\n{_escaped(event.text)}")
    return "\n\n".join(parts) + "\n"


def _clock(milliseconds: int) -> str:
    seconds, part = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:03}"


def _escaped(text: str) -> str:
    return " ".join(text.translate(_ESCAPES).split())

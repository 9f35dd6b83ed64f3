"""The timeline as the JSON that other programs read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nightcue.language.script import Origin
from nightcue.timeline.timeline import Event, Timeline


def as_json(timeline: Timeline, voice: str, spoken: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the timeline as plain data; times are seconds from the first sample, exact to the sample.

    `spoken` is what a voice was given for each line; it is included if it differs from the line.
    """
    rate = timeline.rate

    def times(start: int, end: int) -> dict[str, float]:
        return {"start": _seconds(start, rate), "end": _seconds(end, rate)}

    return {
        "routine": timeline.name,
        "title": timeline.title,
        "language": timeline.language,
        "voice": voice,
        "sample_rate": rate,
        "duration": _seconds(timeline.length, rate),
        "chapters": [{"title": c.title, **times(c.start, c.end)} for c in timeline.chapters],
        "events": [
            {
                **times(e.start, e.end),
                "kind": e.kind,
                "text": e.text,
                **_spoken(e, spoken or {}),
                **_place(e.origin),
            }
            for e in timeline.events
        ],
        "windows": [
            {
                **times(w.start, w.end),
                "kind": w.kind,
                "seconds": _seconds(w.end - w.start, rate),
                "until": "tap" if w.until_tap else "time",
                "more_time": w.of_getting_ready,
                "worn": w.is_worn,
                **_place(w.origin),
            }
            for w in timeline.windows
        ],
        "warnings": [
            {"code": w.code, "message": w.message, "file": str(w.span.path), "line": w.span.line}
            for w in timeline.warnings
        ],
    }


def as_text(timeline: Timeline, voice: str, spoken: Mapping[str, str]) -> str:
    """Return the same as the text of a JSON file, without a newline at its end."""
    return json.dumps(as_json(timeline, voice, spoken), ensure_ascii=False, indent=1)


def _seconds(samples: int, rate: int) -> float:
    # six decimals are finer than a sample at any rate below 500 kHz, and stay readable
    return round(samples / rate, 6)


def _spoken(event: Event, spoken: Mapping[str, str]) -> dict[str, str]:
    said = spoken.get(event.text, event.text) if event.kind == "speech" else event.text
    return {"spoken": said} if said != event.text else {}


def _place(origin: Origin) -> dict[str, Any]:
    return {"step": origin.step, "file": str(origin.span.path), "line": origin.span.line}

"""The Timeline: every event and every window at its exact sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from nightcue.language.diagnostics import Diagnostic
from nightcue.language.script import Origin, WindowKind

EventKind = Literal["speech", "chime", "audio"]

LengthOf = Callable[[EventKind, str], int]
"""The length in samples of the clip for a kind of event and its text."""


@dataclass(frozen=True)
class Event:
    """Something that sounds from sample `start` up to, not including, sample `end`.

    `text` is the line spoken, the chime's name or the recording's path.
    """

    start: int
    end: int
    kind: EventKind
    text: str
    origin: Origin


@dataclass(frozen=True)
class KeptWindow:
    """A window from sample `start` up to, not including, sample `end`.

    A tap ends one that is `until_tap`. The listener may make one longer that is `of_getting_ready`. In one that
    `is_worn`, something that has to come off is on the leg, or goes on or comes off.
    """

    start: int
    end: int
    kind: WindowKind
    origin: Origin
    until_tap: bool = False
    of_getting_ready: bool = False
    is_worn: bool = False


@dataclass(frozen=True)
class ChapterSpan:
    """A chapter from sample `start` up to, not including, sample `end`."""

    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Timeline:
    """A routine in time. `length` is the whole track in samples, `rate` samples a second."""

    name: str
    title: str
    summary: str
    language: str
    rate: int
    length: int
    chapters: tuple[ChapterSpan, ...]
    events: tuple[Event, ...]
    windows: tuple[KeptWindow, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def duration(self) -> float:
        """The whole track in seconds."""
        return self.length / self.rate

    def without_last_gap(self) -> Timeline:
        """Return this timeline up to the end of its last clip or window, where what comes next may go on at once."""
        ends = [*(event.end for event in self.events), *(window.end for window in self.windows)]
        end = max(ends, default=self.length)
        chapters = tuple(replace(chapter, end=min(chapter.end, end)) for chapter in self.chapters)
        return replace(self, length=end, chapters=chapters)

    @property
    def step_starts(self) -> tuple[int, ...]:
        """The sample at which each step that sounds begins, in order; a step that comes again begins again."""
        spans: list[Event | KeptWindow] = [*self.events, *self.windows]
        starts, last = [], None
        for span in sorted(spans, key=lambda span: span.start):
            if span.origin.step != last and isinstance(span, Event):
                starts.append(span.start)
            last = span.origin.step
        return tuple(starts)

"""The Script: a routine unrolled into cues in order, with timing rules and no sound yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Literal

from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.language.phrase_models import Question

WindowKind = str
"""The purpose of a window: hold, pause, rest, switch, wait, session, beats, or another that a step names."""

CHARACTERS_A_SECOND = Fraction(117, 10)
"""Characters spoken in a second at the calm pace: 10.9 in English, 12.7 in Spanish, over the shipped routines."""


class Rank(IntEnum):
    """How important a cue inside a window is: if two do not fit, the lower one is dropped."""

    SIGNAL = 0
    ENCOURAGEMENT = 1
    TIME = 2
    HALFWAY = 3
    COUNTDOWN = 4
    CHECK = 5
    BEAT = 6


@dataclass(frozen=True)
class Origin:
    """The origin of a cue: its step, such as `steps[4]`, and its place in the file.

    `only_full` says that the brief form leaves it out.
    """

    step: str
    span: Span
    only_full: bool = False


@dataclass(frozen=True)
class Chapter:
    """A mark that a new chapter starts here."""

    title: str
    origin: Origin


@dataclass(frozen=True)
class Line:
    """A line to speak; it lasts as long as its clip, and the gap follows."""

    text: str
    origin: Origin
    question: Question | None = None
    """The safety question that it asks."""


@dataclass(frozen=True)
class Treatment:
    """What a session does, as written, for the safety rules."""

    therapy: str
    intensity: str | None
    pressure: int | None
    """mmHg."""
    start: tuple[str, ...]
    stop: tuple[str, ...]


@dataclass(frozen=True)
class Chime:
    """A named signal; it lasts as long as its clip, and the gap follows unless it ends a window."""

    name: str
    origin: Origin
    ends_window: bool = False


@dataclass(frozen=True)
class Recording:
    """A sound file; the gap follows it."""

    path: Path
    origin: Origin


@dataclass(frozen=True)
class WindowCue:
    """A line or a named chime inside a window, `offset` seconds after its start or before its end."""

    text: str
    rank: Rank
    anchor: Literal["start", "end"]
    offset: Fraction
    origin: Origin
    kind: Literal["speech", "chime"] = "speech"


@dataclass(frozen=True)
class Window:
    """A stretch of time that lasts exactly `seconds`, whatever is said inside it."""

    kind: WindowKind
    seconds: Fraction
    origin: Origin
    cues: tuple[WindowCue, ...] = ()
    treatment: Treatment | None = None
    """What the session does, if the window is one."""
    until_tap: bool = False
    """Whether a tap ends it before, wherever one can be given."""
    times: int = 0
    """How often something is done in it: the repetitions of beats, the breaths of breaths."""

    @property
    def spoken(self) -> tuple[WindowCue, ...]:
        """The cues that are lines."""
        return tuple(cue for cue in self.cues if cue.kind == "speech")


Cue = Chapter | Line | Chime | Recording | Window

LEAD_IN = Fraction(1, 2)
"""Seconds of silence at the start of a track and of each chapter: a sleeping speaker swallows that (docs/speakers.md).
"""


@dataclass(frozen=True)
class Script:
    """A routine's cues in order.

    `gap` is the silence in seconds after every line that no window follows, `lead_in` the silence at the start of the
    track and of every chapter.
    """

    name: str
    title: str
    summary: str
    language: str
    gap: Fraction
    cues: tuple[Cue, ...]
    warnings: tuple[Diagnostic, ...] = ()
    lead_in: Fraction = LEAD_IN

    def opening_with(self, *texts: str) -> Script:
        """Return this script with `texts` spoken before its first line or recording."""
        return self._with(texts, self._first_said())

    def opening_with_recording(self, path: Path) -> Script:
        """Return this script with a recording before its first line."""
        place = self._first_said()
        origin = self.cues[min(place, len(self.cues) - 1)].origin
        return replace(self, cues=(*self.cues[:place], Recording(path, origin), *self.cues[place:]))

    def closing_with(self, *texts: str) -> Script:
        """Return this script with `texts` spoken after everything else."""
        return self._with(texts, len(self.cues))

    @property
    def has_brief_form(self) -> bool:
        """Whether the brief form leaves anything out."""
        return any(cue.origin.only_full for cue in self.cues)

    def beginning(self, cues: int) -> Script:
        """Return this script up to the cue before number `cues`, without the titles of chapters at its end.

        A chapter begins with what comes after its title.
        """
        while cues and isinstance(self.cues[cues - 1], Chapter):
            cues -= 1
        return self if cues == len(self.cues) else replace(self, cues=self.cues[:cues])

    def _first_said(self) -> int:
        return next((n for n, cue in enumerate(self.cues) if isinstance(cue, Line | Recording)), 0)

    def _with(self, texts: tuple[str, ...], place: int) -> Script:
        origin = self.cues[min(place, len(self.cues) - 1)].origin
        added = tuple(Line(text, origin) for text in texts)
        return replace(self, cues=self.cues[:place] + added + self.cues[place:])

    def about_seconds(self) -> float:
        """Return a rough length in seconds: windows as written, speech by its characters at the calm pace."""
        gaps = sum(
            isinstance(cue, Line) and not isinstance(after, Window) for cue, after in pairwise((*self.cues, None))
        )
        lead_ins = max(sum(isinstance(cue, Chapter) for cue in self.cues), 1)
        return sum(map(_about_seconds, self.cues)) + float(self.gap * gaps + self.lead_in * lead_ins)

    def spoken(self) -> Iterator[Line | WindowCue]:
        """Yield every line, in order, those inside windows too, as often as it is spoken."""
        for cue in self.cues:
            if isinstance(cue, Line):
                yield cue
            elif isinstance(cue, Window):
                yield from cue.spoken

    def texts(self) -> Iterator[str]:
        """Return the text of every line that is spoken, in order, as often as it is spoken."""
        return (line.text for line in self.spoken())


def _about_seconds(cue: Cue) -> float:
    """Return how long a cue lasts: a window as written, a line by its characters, anything else nothing."""
    if isinstance(cue, Window):
        return float(cue.seconds)
    return float(len(cue.text) / CHARACTERS_A_SECOND) if isinstance(cue, Line) else 0.0

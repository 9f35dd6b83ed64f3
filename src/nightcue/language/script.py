"""The Script: a routine unrolled into cues in order, with timing rules and no sound yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Literal

from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.language.phrase_models import Question

WindowKind = str
"""What a window is for: hold, pause, rest, switch, wait, session, beats, or another that a step names."""

CHARACTERS_A_SECOND = 13
"""Measured over the shipped routines with the embedded voice at a calm pace."""


class Rank(IntEnum):
    """How much a cue inside a window matters: where two do not fit, the lower one is dropped."""

    SIGNAL = 0
    ENCOURAGEMENT = 1
    TIME = 2
    HALFWAY = 3
    COUNTDOWN = 4
    CHECK = 5
    BEAT = 6


@dataclass(frozen=True)
class Origin:
    """Where a cue comes from: its step, such as `steps[4]`, and its place in the file.

    `only_full` is whether the brief form leaves it out.
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
    """A line to speak: as long as its clip, then the gap."""

    text: str
    origin: Origin
    question: Question | None = None
    """The safety question that it asks."""


@dataclass(frozen=True)
class Treatment:
    """What a session does, as written: for rules to look at."""

    therapy: str
    intensity: str | None
    pressure: int | None
    """mmHg."""
    start: tuple[str, ...]
    stop: tuple[str, ...]


@dataclass(frozen=True)
class Chime:
    """A named signal: as long as its clip, then the gap; what comes after one that ends a window comes at once."""

    name: str
    origin: Origin
    ends_window: bool = False


@dataclass(frozen=True)
class Recording:
    """A sound file of one's own: as long as it is, then the gap."""

    path: Path
    origin: Origin


@dataclass(frozen=True)
class WindowCue:
    """A line inside a window, or a chime by its name, `offset` seconds after the window's start or before its end."""

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
    """What goes on in the window of a session."""
    until_tap: bool = False
    """Whether a tap ends it before, wherever one can be given."""

    @property
    def spoken(self) -> tuple[WindowCue, ...]:
        """The cues that are lines."""
        return tuple(cue for cue in self.cues if cue.kind == "speech")


Cue = Chapter | Line | Chime | Recording | Window

LEAD_IN = Fraction(1, 2)
"""Silence in seconds at the start of a track and of each of its chapters, before anything sounds.

A speaker that has to wake up swallows the first moment, and a chapter may be a file of its own. docs/speakers.md says
why it is half a second.
"""


@dataclass(frozen=True)
class Script:
    """A routine's cues in order.

    `gap` is the silence in seconds after every line that no window follows, `lead_in` that at the start of the track
    and of every chapter.
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
        """This script with `texts` spoken before its first line."""
        return self._with(texts, next((n for n, cue in enumerate(self.cues) if isinstance(cue, Line)), 0))

    def closing_with(self, *texts: str) -> Script:
        """This script with `texts` spoken after everything else."""
        return self._with(texts, len(self.cues))

    @property
    def has_brief_form(self) -> bool:
        """Whether the brief form leaves anything of it out."""
        return any(cue.origin.only_full for cue in self.cues)

    @property
    def chapter_count(self) -> int:
        """How many chapters it names."""
        return sum(isinstance(cue, Chapter) for cue in self.cues)

    def chapters(self, count: int) -> Script:
        """The first `count` chapters of this script; what comes before a first one belongs to it."""
        starts = [number for number, cue in enumerate(self.cues) if isinstance(cue, Chapter)]
        return replace(self, cues=self.cues[: starts[count]]) if count < len(starts) else self

    def _with(self, texts: tuple[str, ...], place: int) -> Script:
        origin = self.cues[min(place, len(self.cues) - 1)].origin
        added = tuple(Line(text, origin) for text in texts)
        return replace(self, cues=self.cues[:place] + added + self.cues[place:])

    def about_seconds(self) -> float:
        """About how long the routine takes: windows as written, speech by its length and the usual calm pace."""
        windows = sum(cue.seconds for cue in self.cues if isinstance(cue, Window))
        lines = [cue.text for cue in self.cues if isinstance(cue, Line)]
        return float(windows) + sum(map(len, lines)) / CHARACTERS_A_SECOND + float(self.gap) * len(lines) / 2

    def texts(self) -> Iterator[str]:
        """Every text to speak, in order, repeated as often as it is spoken."""
        for cue in self.cues:
            if isinstance(cue, Line):
                yield cue.text
            elif isinstance(cue, Window):
                yield from (inner.text for inner in cue.spoken)

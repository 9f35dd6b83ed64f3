"""Fitting cues into a window: each at its anchored sample; if two do not fit, the less important is dropped."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction

from nightcue.language.diagnostics import Diagnostic, one_line
from nightcue.language.script import Rank, Window, WindowCue
from nightcue.timeline.timeline import Event, LengthOf


@dataclass(frozen=True)
class Fitted:
    """What came of a window's cues: events in order of time, and what could not be kept."""

    events: list[Event]
    warnings: list[Diagnostic]
    errors: list[Diagnostic]


class Fitting:
    """The cues of one window that starts at sample `start` and lasts `length` samples."""

    def __init__(self, window: Window, start: int, length: int, rate: int, length_of: LengthOf) -> None:
        self.window, self.start, self.end, self.rate = window, start, start + length, rate
        self.length_of = length_of
        self.events: list[Event] = []
        self.starts: list[int] = []
        self.warnings: list[Diagnostic] = []
        self.errors: list[Diagnostic] = []

    def fit(self) -> Fitted:
        """Place the most important cues first; of two alike the later one, as the earlier does not fit before it."""
        starts = [(cue, self._start_of(cue)) for cue in self.window.cues]
        for cue, start in sorted(starts, key=lambda placed: (-placed[0].rank, -placed[1])):
            self._place(cue, start)
        return Fitted(self.events, self.warnings, self.errors)

    def _start_of(self, cue: WindowCue) -> int:
        offset = round(cue.offset * self.rate)
        return self.start + offset if cue.anchor == "start" else self.end - offset

    def _place(self, cue: WindowCue, start: int) -> None:
        event = Event(start, start + self.length_of(cue.kind, cue.text), cue.kind, cue.text, cue.origin)
        at = bisect_left(self.starts, start)
        before = self.events[at - 1] if at else None
        after = self.events[at] if at < len(self.events) else None
        limit = after.start if after else self.end
        if (before.end if before else self.start) <= start and event.end <= limit:
            self.events.insert(at, event)
            self.starts.insert(at, start)
        else:
            self._leave_out(cue, event, limit - start, before if before and before.end > start else after)

    def _leave_out(self, cue: WindowCue, event: Event, room: int, other: Event | None) -> None:
        takes, has = self._seconds(event.end - event.start), self._seconds(max(0, room))
        beside = f"'{one_line(other.text)}'" if other else f"the end of this {self.window.kind}"
        if cue.rank is Rank.BEAT:
            message = f"'{one_line(cue.text)}' takes {takes} s to say, and its beat lasts {has} s"
            hint = "a slower tempo or a shorter word"
            self.errors.append(Diagnostic(cue.origin.span, "beat-too-long", message, hint))
            return
        place = self._seconds(event.start - self.start)
        message = (
            f"'{one_line(cue.text)}', {place} s into this {self.window.kind}, takes {takes} s and runs into {beside}"
        )
        if cue.rank is Rank.CHECK:
            hint = "a check is never left out: shorten it, or ask it less often"
            self.errors.append(Diagnostic(cue.origin.span, "check-does-not-fit", message, hint))
        else:
            self.warnings.append(
                Diagnostic(cue.origin.span, "cue-left-out", f"{message}; it is left out", None, "warning")
            )

    def _seconds(self, samples: int) -> str:
        return f"{float(Fraction(samples, self.rate)):.2f}".rstrip("0").rstrip(".")

"""Scheduling: a Script and the lengths of its clips become a Timeline."""

from __future__ import annotations

from dataclasses import replace

from nightcue.language.diagnostics import Diagnostic, RoutineError, in_file_order, one_line
from nightcue.language.script import Chapter, Chime, Line, Origin, Recording, Script, Window
from nightcue.timeline.fitting import Fitting
from nightcue.timeline.timeline import ChapterSpan, Event, EventKind, KeptWindow, LengthOf, Timeline


def schedule(script: Script, length_of: LengthOf, rate: int, frame: int = 1, whole: Script | None = None) -> Timeline:
    """Put every cue of `script` at its exact sample, `rate` samples a second.

    A line lasts as long as its clip, then the gap. A window starts when the line before it ends, and lasts what was
    written, to the nearest sample. The track and every chapter begin with the lead-in, also where a line is before it
    and its window after it. Raises RoutineError when a beat or a safety check does not fit.

    A line that another clip follows, and no window, is filled up with silence, less than `frame` samples, so that the
    other begins whole frames after the lead-in: what an edit moves, it moves by whole frames of an MP3, and none of it
    is encoded again. Where `script` is the beginning of a `whole` one, it comes out as that begins.
    """
    desk = _Desk(script, length_of, rate)
    silences = _silences(whole or script, desk.gap, desk.lead_in)
    for cue, silence in zip(script.cues, silences, strict=False):
        match cue:
            case Chapter():
                desk.chapter(cue)
            case Window():
                desk.window(cue)
            case Line():
                desk.clip("speech", cue.text, cue.origin)
                desk.fill_up(silence, frame)
            case Chime():
                desk.clip("chime", cue.name, cue.origin)
                desk.gap_due = not cue.ends_window
            case Recording():
                desk.clip("audio", str(cue.path), cue.origin)
    return desk.finish()


def _silences(script: Script, gap: int, lead_in: int) -> list[int | None]:
    """Return for each cue the samples from its clip to the next one; None where there is none, or a window first."""
    silences: list[int | None] = []
    following: int | None = None
    for cue in reversed(script.cues):
        silences.append(None if following is None else following + gap)
        match cue:
            case Chapter():
                following = None if following is None else lead_in
            case Window():
                following = None
            case _:
                following = 0
    return silences[::-1]


class _Desk:
    """Where the next cue goes: a sample, and whether a gap is still due before it."""

    def __init__(self, script: Script, length_of: LengthOf, rate: int) -> None:
        self.script, self.length_of, self.rate = script, length_of, rate
        self.lead_in = round(script.lead_in * rate)
        self.now = self.lead_in
        self.gap = round(script.gap * rate)
        self.gap_due = False
        self.events: list[Event] = []
        self.windows: list[KeptWindow] = []
        self.chapters: list[tuple[int, str]] = []
        self.next_chapter: Chapter | None = None
        self.warnings: list[Diagnostic] = list(script.warnings)
        self.errors: list[Diagnostic] = []

    def chapter(self, chapter: Chapter) -> None:
        if self.next_chapter is not None:
            self._empty_chapter(self.next_chapter)
        self.next_chapter = chapter

    def clip(self, kind: EventKind, text: str, origin: Origin) -> None:
        if self.gap_due:
            self.now += self.gap
        self._begin_chapter()
        start = self.now
        self.now += self.length_of(kind, text)
        self.events.append(Event(start, self.now, kind, text, origin))
        self.gap_due = True

    def fill_up(self, silence: int | None, frame: int) -> None:
        """Make the last line longer, so that after `silence` a frame begins, counted from the lead-in."""
        if silence is not None:
            self.now += -(self.now + silence - self.lead_in) % frame
            self.events[-1] = replace(self.events[-1], end=self.now)

    def window(self, window: Window) -> None:
        self._begin_chapter()
        length = round(window.seconds * self.rate)
        fitted = Fitting(window, self.now, length, self.rate, self.length_of).fit()
        self.events += fitted.events
        self.warnings += fitted.warnings
        self.errors += fitted.errors
        self.windows.append(KeptWindow(self.now, self.now + length, window.kind, window.origin, window.until_tap))
        self.now += length
        self.gap_due = False

    def finish(self) -> Timeline:
        if self.gap_due:
            self.now += self.gap
        if self.next_chapter is not None:
            self._empty_chapter(self.next_chapter)
        if self.errors:
            raise RoutineError(self.errors + self.warnings)
        return Timeline(
            name=self.script.name,
            title=self.script.title,
            summary=self.script.summary,
            language=self.script.language,
            rate=self.rate,
            length=self.now,
            chapters=tuple(self._chapter_spans()),
            events=tuple(self.events),
            windows=tuple(self.windows),
            warnings=tuple(in_file_order(self.warnings)),
        )

    def _begin_chapter(self) -> None:
        at_start = not self.events and not self.windows
        if at_start:
            title = self.script.title if self.next_chapter is None else self.next_chapter.title
            self.chapters.append((0, title))
        elif self.next_chapter is not None:
            self.chapters.append((self.now, self.next_chapter.title))
            self.now += self.lead_in
        self.next_chapter = None

    def _chapter_spans(self) -> list[ChapterSpan]:
        ends = [*(start for start, _ in self.chapters), self.now][1:]
        return [ChapterSpan(title, start, end) for (start, title), end in zip(self.chapters, ends, strict=True)]

    def _empty_chapter(self, chapter: Chapter) -> None:
        message = f"there is nothing in the chapter '{one_line(chapter.title)}'; it is left out"
        self.warnings.append(Diagnostic(chapter.origin.span, "empty-chapter", message, None, "warning"))

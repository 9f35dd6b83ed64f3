"""Scheduling: a Script and the lengths of its clips become a Timeline."""

from __future__ import annotations

from nightcue.language.diagnostics import Diagnostic, RoutineError, in_file_order, one_line
from nightcue.language.script import Chapter, Chime, Line, Origin, Recording, Script, Window
from nightcue.timeline.fitting import Fitting
from nightcue.timeline.timeline import ChapterSpan, Event, EventKind, KeptWindow, LengthOf, Timeline


def schedule(script: Script, length_of: LengthOf, rate: int) -> Timeline:
    """Put every cue of `script` at its exact sample, `rate` samples a second.

    A line lasts as long as its clip, then the gap. A window starts when the line before it ends, and lasts what was
    written, to the nearest sample. The track and every chapter begin with the lead-in, also where a line is before it
    and its window after it. Raises RoutineError when a beat or a safety check does not fit.
    """
    desk = _Desk(script, length_of, rate)
    for cue in script.cues:
        match cue:
            case Chapter():
                desk.chapter(cue)
            case Window():
                desk.window(cue)
            case Line():
                desk.clip("speech", cue.text, cue.origin)
            case Chime():
                desk.clip("chime", cue.name, cue.origin)
                desk.gap_due = not cue.ends_window
            case Recording():
                desk.clip("audio", str(cue.path), cue.origin)
    return desk.finish()


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

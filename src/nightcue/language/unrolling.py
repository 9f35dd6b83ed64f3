"""Unrolling: writing out the steps of a routine as cues, up to a limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nightcue.language.detail import Detail, FullLine
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.durations import LONGEST
from nightcue.language.phrase_models import Question
from nightcue.language.script import (
    Chapter,
    Chime,
    Cue,
    Line,
    Origin,
    Rank,
    Recording,
    Treatment,
    Window,
    WindowCue,
    WindowKind,
)
from nightcue.language.until_tap import UntilTap

if TYPE_CHECKING:
    from nightcue.language.phrases import Speech
    from nightcue.language.sound import Sound

MOST_CUES = 100_000
MOST_CHARACTERS = 1_000_000
"""Characters spoken in one routine, repetitions counted: a day and a night of speech."""
LEFT_OUT = "left-out-of-brief"
"""The code of an error: something that keeps the listener safe is missing in the brief form."""
_WHOLE_FILE = Span(Path())


class Unrollable(Protocol):
    """What unrolling needs of a step."""

    @property
    def span(self) -> Span:
        """The place of the step."""

    @property
    def only_full(self) -> bool:
        """Whether the brief form leaves it out."""

    def unroll(self, cues: Unrolling) -> None:
        """Write this step's cues."""


class Unrolling:
    """Collects the cues of one step after another.

    In the brief form, it skips steps and lines that are for the full form only.
    """

    def __init__(self, speech: Speech, sound: Sound, detail: Detail = "full") -> None:
        self.speech = speech
        self.sound = sound
        self.detail = detail
        self.cues: list[Cue] = []
        self.count = 0
        self.characters = 0
        self.visited = 0
        self.seconds = Fraction(0)
        self.problems: list[Diagnostic] = []
        self._step = "steps"
        self._span = _WHOLE_FILE
        self._only_full = False

    def steps(self, steps: Sequence[Unrollable]) -> None:
        """Unroll `steps` in order; keep what is wrong with one in `problems`, and go on with the next."""
        for number, step in enumerate(steps):
            if step.only_full and self.detail == "brief":
                continue
            with self._inside(f"{self._step}[{number}]", step.span, step.only_full):
                try:
                    self._visit()
                    step.unroll(self)
                except RoutineError as error:
                    self.problems += error.diagnostics
            if self.full:
                return

    def nested(self, kind: str, steps: Sequence[Unrollable], times: int = 1) -> None:
        """Unroll the steps inside this step `times` times. Raises RoutineError before too much is written out."""
        first_cue, first_count, first_seconds = len(self.cues), self.count, self.seconds
        first_characters = self.characters
        with self._inside(f"{self._step}.{kind}.steps", self._span):
            self.steps(steps)
        if self.full:
            return
        more = times - 1
        count, seconds = self.count - first_count, self.seconds - first_seconds
        self._make_room(count * more, seconds * more, (self.characters - first_characters) * more)
        self.cues += self.cues[first_cue:] * more

    def chapter(self, title: str) -> None:
        """Start a chapter here."""
        self._add(Chapter(title, self.origin))

    def say(self, *texts: str, at: Span | None = None) -> None:
        """Speak each text as a line; `at` is its place if that is not the step's."""
        for text in texts:
            only_full = isinstance(text, FullLine)
            if only_full and self.detail == "brief":
                continue
            origin = self.at(at or getattr(text, "span", None))
            self._add(Line(text, replace(origin, only_full=origin.only_full or only_full)), len(text))

    def ask(self, question: Question, text: str) -> None:
        """Speak a safety question."""
        self._keep_in_brief("a safety question")
        self._add(Line(text, self.at(getattr(text, "span", None)), question), len(text))

    def chime(self, name: str) -> None:
        """Sound a named signal."""
        self._add(Chime(name, self.origin))

    def recording(self, path: Path, at: Span) -> None:
        """Play a sound file."""
        self._add(Recording(path, self.at(at)))

    def window(
        self,
        kind: WindowKind,
        seconds: Fraction,
        cues: Iterable[WindowCue] = (),
        *,
        expected: int = 0,
        treatment: Treatment | None = None,
        times: int = 0,
    ) -> None:
        """Keep a window of exactly `seconds`, if they are more than 0; a chime opens and closes a hold and a session.

        One that is UntilTap lasts all of them where nobody can tap. `expected` is the number of cues inside, so that
        too many are refused before they are made. `times` is how often something is done in it.
        """
        if kind == "session":
            self._keep_in_brief("a session, with its start, its checks and its stop,")
        if not seconds:
            return
        chime = self.sound.chimes if kind in {"hold", "session"} else "none"
        self._make_room(1 + expected + (chime != "none"), seconds)
        cues = tuple(cues)
        self._make_room(0, Fraction(0), sum(len(cue.text) for cue in cues))
        if chime == "none":
            self.cues.append(Window(kind, seconds, self.origin, cues, treatment, isinstance(seconds, UntilTap), times))
            return
        opening = WindowCue(chime, Rank.SIGNAL, "start", Fraction(0), self.origin, "chime")
        self.cues.append(Window(kind, seconds, self.origin, (opening, *cues), treatment))
        self._add(Chime(chime, self.origin, ends_window=True))

    @property
    def full(self) -> bool:
        """Whether a limit is exceeded, so that the rest need not be unrolled."""
        over = self.count > MOST_CUES or self.visited > MOST_CUES or self.characters > MOST_CHARACTERS
        return over or self.seconds > LONGEST

    @property
    def origin(self) -> Origin:
        """The step being written."""
        return Origin(self._step, self._span, self._only_full)

    def at(self, span: Span | None) -> Origin:
        """Return the origin of a cue at a place inside the step being written."""
        return Origin(self._step, span or self._span, self._only_full)

    def _fail(self, code: str, message: str, hint: str | None = None) -> None:
        """Raise RoutineError with one error about the step being written."""
        raise RoutineError([Diagnostic(self._span, code, message, hint)])

    def _keep_in_brief(self, what: str) -> None:
        if self._only_full:
            message = f"{what} is in every form of a routine, and this is marked detail: full"
            self._fail(LEFT_OUT, message, "take the mark away, here or at the step that it stands in")

    def _add(self, cue: Cue, characters: int = 0) -> None:
        self._make_room(1, Fraction(0), characters)
        self.cues.append(cue)

    def _visit(self) -> None:
        # nested includes can multiply even steps that make no cue
        self.visited += 1
        if self.visited > MOST_CUES:
            self._fail("too-long", f"written out, this makes more than {MOST_CUES:,} steps")

    def _make_room(self, count: int, seconds: Fraction, characters: int = 0) -> None:
        self.count += count
        self.seconds += seconds
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            self._fail("too-long", f"written out, more than {MOST_CHARACTERS:,} characters would be spoken")
        if self.count > MOST_CUES:
            self._fail("too-long", f"written out, this makes more than {MOST_CUES:,} cues")
        if self.seconds > LONGEST:
            self._fail("too-long", "written out, this makes the routine longer than 12 hours")

    @contextmanager
    def _inside(self, step: str, span: Span, only_full: bool = False) -> Iterator[None]:
        outer = self._step, self._span, self._only_full
        self._step, self._span, self._only_full = step, span, self._only_full or only_full
        try:
            yield
        finally:
            self._step, self._span, self._only_full = outer

"""The type of a safety rule, and the table of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import get_args

from nightcue.language.diagnostics import Severity, Span
from nightcue.language.routine import Routine, Topic
from nightcue.language.script import Chapter, Line, Script, Window
from nightcue.safety.profile import Profile
from nightcue.safety.pronounced import as_heard
from nightcue.safety.reading.texts import WORN, OwnText, own_texts
from nightcue.safety.saying import is_said

EVERY_TOPIC: frozenset[Topic] = frozenset(get_args(Topic))


@dataclass(frozen=True)
class Finding:
    """What a rule found: the place, a sentence for this case, and the fact and the hint where not the rule's own."""

    span: Span
    message: str
    fact: str | None = None
    hint: str | None = None


@dataclass(frozen=True, eq=False)
class Context:
    """What rules look at: a routine, its script with everything filled in, its length in seconds, the listener.

    The length is nan until every line is spoken, and only rules `of_length` look at it. A script can have 100,000 cues,
    so a rule goes through them once, and not again for each session; what many rules ask for is found once and kept.
    """

    routine: Routine
    script: Script
    seconds: float
    profile: Profile
    allowed_texts: frozenset[str] = frozenset()
    """Digests of texts that somebody has read, and allows though a rule refuses them."""
    read_texts: frozenset[str] = frozenset()
    """Digests of texts that somebody has read."""

    def windows(self, *kinds: str) -> Iterator[tuple[int, Window]]:
        """Return the windows of these kinds with their place among the cues."""
        return ((number, window) for number, window in self._windows if window.kind in kinds)

    def sessions(self, *therapies: str) -> Iterator[tuple[int, Window]]:
        """Return the sessions of these therapies with their place among the cues."""
        for number, window in self._sessions:
            if window.treatment and window.treatment.therapy in therapies:
                yield number, window

    def over_limit(self, therapy: str, limit: Fraction) -> tuple[Window, Fraction] | None:
        """Return the session with which a therapy takes more than `limit` seconds in all, and the seconds of all."""
        sessions = [window for _, window in self.sessions(therapy)]
        sums = accumulate(window.seconds for window in sessions)
        first = next((window for window, so_far in zip(sessions, sums, strict=True) if so_far > limit), None)
        return (first, sum((window.seconds for window in sessions), Fraction(0))) if first else None

    def lines(self, first: int = 0, last: int | None = None) -> Iterator[Line]:
        """Return the lines spoken between two places among the cues, without those inside windows."""
        return (cue for cue in self.script.cues[first:last] if isinstance(cue, Line))

    @cached_property
    def spoken(self) -> tuple[tuple[str, Span], ...]:
        """Every text that is heard, with its place, those inside windows too."""
        return tuple((line.text, line.origin.span) for line in self.script.spoken())

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The same texts, each once."""
        return tuple(dict.fromkeys(text for text, _ in self.spoken))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The titles that a listener sees: that of the routine and those of its chapters."""
        chapters = (cue.title for cue in self.script.cues if isinstance(cue, Chapter))
        return tuple(dict.fromkeys((self.script.title, *chapters)))

    @cached_property
    def own_texts(self) -> list[OwnText]:
        """Every text that somebody wrote."""
        return own_texts(self.routine)

    def is_read(self, text: str) -> bool:
        """Tell whether somebody has read this line: it is never refused for its words alone."""
        return text in self._read

    def unread(self, texts: Iterable[str]) -> Iterator[str]:
        """Return the lines that nobody has read."""
        return (text for text in texts if not self.is_read(text))

    def says(self, text: str, intent: Callable[[str, str], bool], in_other_words: str, **beside: str) -> bool:
        """Tell whether a line says what a rule looks for: plainly, or in wider words where somebody has read it.

        `in_other_words` is the name of the wider intent, and `beside` is as `saying.says` has it. A line in a language
        that is not judged says nothing.
        """
        tag = self.script.language
        return intent(text, tag) or (self.is_read(text) and is_said(in_other_words, text, tag, **beside))

    @cached_property
    def _read(self) -> frozenset[str]:
        if not self.read_texts:
            return frozenset()
        return frozenset(text.said for text in self.own_texts if text.digest in self.read_texts)

    @cached_property
    def as_heard(self) -> Context | None:
        """The context with every line as `pronounce` changes it, or None if it only spells words as they sound."""
        script = as_heard(self.script, self.routine.voice.pronounce)
        return replace(self, script=script) if script else None

    @cached_property
    def _windows(self) -> list[tuple[int, Window]]:
        return [(number, cue) for number, cue in enumerate(self.script.cues) if isinstance(cue, Window)]

    @cached_property
    def _sessions(self) -> list[tuple[int, Window]]:
        return [*self.windows("session")]


Check = Callable[[Context], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A safety rule: its code, how severe a finding is, the fact it rests on, what it holds, and how it looks.

    One `of_length` looks at how long the track is. It holds for routines of its `topics`; what has a session in which
    something is worn is judged as one about cramps too, so that no topic is a way around a rule.
    """

    code: str
    severity: Severity
    fact: str
    meaning: str
    hint: str
    check: Check
    of_length: bool = False
    topics: frozenset[Topic] = EVERY_TOPIC

    def holds_for(self, context: Context) -> bool:
        """Tell whether the rule holds for a routine of this topic, with these sessions."""
        if context.routine.topic in self.topics:
            return True
        return "cramps" in self.topics and next(context.sessions(*WORN), None) is not None


RULES: dict[str, Rule] = {}
"""Every rule by its code, in the order of the files in safety/rules."""


def rule(
    code: str,
    severity: Severity,
    fact: str,
    meaning: str,
    hint: str,
    *,
    of_length: bool = False,
    topics: frozenset[Topic] = EVERY_TOPIC,
) -> Callable[[Check], Check]:
    """Make a function that looks for findings a rule."""

    def add(check: Check) -> Check:
        RULES[code] = Rule(code, severity, fact, meaning, hint, check, of_length, topics)
        return check

    return add

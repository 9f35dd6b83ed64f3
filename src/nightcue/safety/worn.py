"""What is worn without a session that says so: told from the words of the script."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.diagnostics import Span
from nightcue.language.script import Line, Window
from nightcue.safety.rule import Subject
from nightcue.safety.wording import (
    asks_to_take_off,
    has_boots_on,
    names_compression_socks,
    puts_boots_on,
    puts_socks_on,
    starts_a_device,
)

AT_ONCE = Fraction(60)
"""Seconds that may pass from turning a device on to its session: our own choice, to lie down in."""


TO_PUT_ON = Fraction(3 * 60)
"""Seconds of silence after a line about boots that are still taken for putting them on: our own choice."""


def socks_put_on(subject: Subject) -> Iterator[tuple[int, Span]]:
    """Where compression socks go on, in sessions and in lines, with the cue from which on they are worn."""
    yield from ((number + 1, window.origin.span) for number, window in subject.sessions("socks"))
    language = subject.script.language
    texts = [subject.script.title, *(text for text, _ in subject.spoken())]
    if any(names_compression_socks(text, language) for text in texts):
        for number, cue in enumerate(subject.script.cues):
            if isinstance(cue, Line) and puts_socks_on(cue.text, language):
                yield number, cue.origin.span


def outside_a_session(subject: Subject) -> Iterator[Span]:
    """Lines that put boots on or start them, and no session of compression follows, or not at once."""
    language = subject.script.language
    for number, cue in enumerate(subject.script.cues):
        if not isinstance(cue, Line) or cue.question:
            continue
        if starts_a_device(cue.text, language):
            hidden = not _session_follows(subject, number, AT_ONCE)
        elif puts_boots_on(cue.text, language):
            hidden = not _session_follows(subject, number, None)
        else:
            hidden = has_boots_on(cue.text, language) and _silence_follows(subject, number + 1)
        if hidden:
            yield cue.origin.span


def _session_follows(subject: Subject, first: int, patience: Fraction | None) -> bool:
    passed = Fraction(0)
    for cue in subject.script.cues[first:]:
        if isinstance(cue, Window):
            if cue.treatment and cue.treatment.therapy == "compression":
                return True
            passed += cue.seconds
            if patience is not None and passed > patience:
                return False
    return False


def _silence_follows(subject: Subject, first: int) -> bool:
    """Whether a pause or rest too long for putting boots on comes next, before more than one other line."""
    lines = 0
    for cue in subject.script.cues[first:]:
        if isinstance(cue, Window):
            return cue.kind in {"pause", "rest"} and cue.seconds > TO_PUT_ON
        lines += isinstance(cue, Line)
        if lines > 1 or (isinstance(cue, Line) and asks_to_take_off(cue.text, subject.script.language)):
            return False
    return False

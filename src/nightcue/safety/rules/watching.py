"""Rules about what somebody does while compression runs: sit, see, hear, and leave it as gentle as it began."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nightcue.language.script import Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.compression import LONGEST_WITHOUT_TIMER, STRONGEST
from nightcue.safety.watching import (
    covers_eyes_or_ears,
    dials_a_high_number,
    dials_a_number,
    has_no_timer,
    turns_it_up,
    walks_about,
)

_BEFORE = 8
"""Cues before a session whose lines are about it: our own choice."""


@rule(
    "compression-raised", "error", "compression-less-is-more",
    "no check during compression turns it up",
    'check: {every: 3m, say: "Still comfortable? No tingling, no numbness?"}',
)  # fmt: skip
def raised(context: Context) -> Iterator[Finding]:
    """Find sessions in which a line turns the device up."""
    for _, window in context.sessions("compression"):
        if any(in_any_language(turns_it_up, cue.text) for cue in window.spoken):
            yield Finding(window.origin.span, "a line in this session turns it up")


@rule(
    "compression-dialled", "error", "compression-pressure",
    f"a device is set to no number over {STRONGEST}, whatever it stands for",
    "say: Turn the boots on at their gentlest setting.",
)  # fmt: skip
def dialled(context: Context) -> Iterator[Finding]:
    """Find sessions whose start, or a line in them, has the device set too high."""
    for _, window in context.sessions("compression"):
        start = window.treatment.start if window.treatment else ()
        if any(in_any_language(_dials_too_much, text) for text in (*start, *(cue.text for cue in window.spoken))):
            yield Finding(window.origin.span, f"this has the device set above {STRONGEST}")


def _dials_too_much(text: str, tag: str) -> bool:
    return dials_a_number(text, tag) > STRONGEST or dials_a_high_number(text, tag)


@rule(
    "compression-on-foot", "error", "session-watched",
    "somebody sits while compression runs",
    "start: Stay in your chair and turn the boots on at their gentlest setting.",
)  # fmt: skip
def on_foot(context: Context) -> Iterator[Finding]:
    """Find sessions whose start, or a line in them, has somebody walk about."""
    for _, window in context.sessions("compression"):
        start = window.treatment.start if window.treatment else ()
        said = context.unread((*start, *(cue.text for cue in window.spoken)))
        if any(in_any_language(walks_about, text) for text in said):
            yield Finding(window.origin.span, "this has somebody on their feet while compression runs")


@rule(
    "compression-unseen", "error", "session-watched",
    "nothing covers the eyes or the ears while compression runs",
    "take the mask and the plugs out of it: no check is heard with them",
)  # fmt: skip
def unseen(context: Context) -> Iterator[Finding]:
    """Find sessions before or in which eyes or ears are covered."""
    for window in _told(context, covers_eyes_or_ears):
        yield Finding(window.origin.span, "eyes or ears are covered while compression runs")


@rule(
    "compression-without-timer", "error", "device-timer",
    "a device that has no timer of its own runs for at most 10 minutes",
    "shorten the session to 10 minutes",
)  # fmt: skip
def without_timer(context: Context) -> Iterator[Finding]:
    """Find long sessions before which a line says that the device has no timer."""
    for window in _told(context, has_no_timer):
        if window.seconds > LONGEST_WITHOUT_TIMER:
            message = "over 10 minutes of compression, and the device has no timer of its own"
            yield Finding(window.origin.span, message)


def _told(context: Context, intent: Callable[[str, str], bool]) -> Iterator[Window]:
    """Return each session with a line of the intent shortly before it or in it."""
    for number, window in context.sessions("compression"):
        before = [cue.text for cue in context.lines(max(0, number - _BEFORE), number) if not cue.question]
        said = context.unread((*before, *(cue.text for cue in window.spoken)))
        if any(in_any_language(intent, text) for text in said):
            yield window

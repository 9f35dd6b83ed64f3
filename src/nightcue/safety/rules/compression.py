"""Rules about compression: checked first, gentle, short, watched, and off before sleep."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from nightcue.language.diagnostics import Span
from nightcue.language.script import Line, Rank, Window
from nightcue.language.steps.safety import QUESTIONS
from nightcue.safety.answers import leaves_the_remedy_out
from nightcue.safety.devices import has_boots_on, names_a_high_pressure, names_a_timer, pressures
from nightcue.safety.intents import (
    asks_how_it_is,
    in_any_language,
    invites_to_sleep,
    names_a_sign,
    names_a_way_out,
    wants_every_yes,
)
from nightcue.safety.matching import other_language
from nightcue.safety.removal import TakingOff, leads_into_sleep
from nightcue.safety.rule import Context, Finding, rule

LONGEST = Fraction(20 * 60)
"""Seconds of compression in one track: the upper end of fact compression-session-length."""

STRONGEST = 50
"""mmHg: the upper end of fact compression-pressure."""

UNWATCHED = Fraction(6 * 60)
"""Seconds that a session may run without a check: our own choice, well inside the shortest session of the facts."""

TO_ANSWER = Fraction(2)
"""Seconds that a safety question needs for its answer: our own choice, well inside the 30 s of fact safety-check."""

LONGEST_WITHOUT_TIMER = Fraction(10 * 60)
"""Seconds that a session may last with nothing but the listener to turn it off: the limit of fact device-timer."""

STILL_WORN = Fraction(5 * 60)
"""Seconds that may pass from the end of a session until the device comes off: our own choice."""


@rule(
    "compression-unchecked", "error", "safety-check",
    "compression comes after a safety step that asks all five questions",
    "put this before it: - safety: {ask: [swelling, clot, skin, sensation, conditions]}",
)  # fmt: skip
def unchecked(context: Context) -> Iterator[Finding]:
    """Find questions that have not been asked when compression starts, and answers that nothing follows from."""
    for window, heard in _begun(context):
        missing = [question for question in QUESTIONS if question not in heard.asked]
        if missing:
            yield Finding(_place(window), f"compression begins before these were asked: {', '.join(missing)}")
        elif not heard.way_out_by_check:
            yield Finding(_place(window), "nothing says to stop when a safety question is answered with yes")


@rule(
    "compression-too-long", "error", "compression-session-length",
    "all compression in a track lasts at most 20 minutes",
    "10 to 20 minutes in all is what the documents describe",
)  # fmt: skip
def too_long(context: Context) -> Iterator[Finding]:
    """Find the session that takes the sum over its limit."""
    if over := context.over_limit("compression", LONGEST):
        window, whole = over
        yield Finding(_place(window), f"{_minutes(whole)} minutes of compression in all; at most 20")


@rule(
    "compression-too-strong", "error", "compression-pressure",
    "compression is at most 50 mmHg",
    "30 to 50 mmHg is what the documents describe; begin with the gentlest setting",
)  # fmt: skip
def too_strong(context: Context) -> Iterator[Finding]:
    """Find sessions, and spoken lines, with a pressure above the limit."""
    for _, window in context.windows("session"):
        if window.treatment and (window.treatment.pressure or 0) > STRONGEST:
            yield Finding(_place(window), f"{window.treatment.pressure} mmHg; at most {STRONGEST}")
    tag = context.script.language
    strong = {text: asked for text in context.texts if (asked := _too_much(text, tag))}
    for text, place in context.spoken if strong else ():
        if text in strong:
            yield Finding(place, f"this asks for {strong[text]} mmHg; at most {STRONGEST}")


def _too_much(text: str, tag: str) -> str | None:
    """Return the pressure that a line asks for, as it is told, where it is above the limit."""
    spoken_in = other_language(text, tag) or tag
    asked_for = max(pressures(text, spoken_in), default=0)
    if asked_for > STRONGEST or names_a_high_pressure(text, spoken_in):
        return str(asked_for or f"over {STRONGEST}")
    return None


@rule(
    "compression-no-start", "error", "compression-start-gentle",
    "a compression session says how to start",
    "start: Turn the boots on at their gentlest setting.",
)  # fmt: skip
def no_start(context: Context) -> Iterator[Finding]:
    """Find sessions without a start cue."""
    for _, window in context.sessions("compression"):
        if window.treatment and not window.treatment.start:
            yield Finding(_place(window), "this compression session has no start cue")


@rule(
    "compression-no-stop", "error", "compression-not-for-sleep",
    "a compression session says when it is over",
    "stop: Turn the boots off and take them off.",
)  # fmt: skip
def no_stop(context: Context) -> Iterator[Finding]:
    """Find sessions without a stop cue."""
    for _, window in context.sessions("compression"):
        if window.treatment and not window.treatment.stop:
            yield Finding(_place(window), "this compression session has no stop cue")


@rule(
    "compression-no-way-out", "error", "compression-stop-signs",
    "before or during compression it is said when to stop",
    'start: "If you feel tingling, numbness or sharp pain, stop and take the boots off."',
)  # fmt: skip
def no_way_out(context: Context) -> Iterator[Finding]:
    """Find sessions that nobody is told when to stop."""
    for window, heard in _begun(context):
        # what a safety step says to do after a yes is no help once the boots run
        if not heard.way_out and not any(_names_a_way_out(context, cue.text) for cue in window.spoken):
            yield Finding(_place(window), "nothing says when to stop this session")


@rule(
    "compression-unwatched", "error", "compression-stop-signs",
    "a compression session over 6 minutes has a check that asks how it feels",
    'check: {every: 5m, say: "Still comfortable? No tingling, no numbness?"}',
)  # fmt: skip
def unwatched(context: Context) -> Iterator[Finding]:
    """Find long sessions in which nothing is asked for longer than the limit."""
    tag = context.script.language
    for _, window in context.sessions("compression"):
        asked = [cue for cue in window.cues if cue.rank is Rank.CHECK and asks_how_it_is(cue.text, tag)]
        checks = sorted(cue.offset for cue in asked)
        points = [Fraction(0), *checks, window.seconds]
        longest = max(after - before for before, after in pairwise(points))
        if longest > UNWATCHED:
            message = f"{_minutes(longest)} minutes of compression without a check of how it feels; at most 6"
            yield Finding(_place(window), message)


@rule(
    "compression-no-timer", "warning", "device-timer",
    "a compression session over 10 minutes comes with the device's own timer",
    "before it: - say: Set the device's own timer to {boots}.",
)  # fmt: skip
def no_timer(context: Context) -> Iterator[Finding]:
    """Find long sessions before which nothing is said of a timer."""
    timed = _first_word_of_a_timer(context)
    for number, window in context.sessions("compression"):
        if window.seconds > LONGEST_WITHOUT_TIMER and number < timed:
            message = f"{_minutes(window.seconds)} minutes of compression, and no word of the device's own timer"
            yield Finding(_place(window), message)


def _first_word_of_a_timer(context: Context) -> float:
    """Return the place among the cues of the first line that names a timer; infinity where none does."""
    tag = context.script.language
    lines = ((number, cue) for number, cue in enumerate(context.script.cues) if isinstance(cue, Line))
    return next((number for number, line in lines if names_a_timer(line.text, tag)), math.inf)


@rule(
    "compression-left-on", "error", "compression-not-for-sleep",
    "devices come off soon after a session, and before sleep",
    "stop: Turn the boots off and take them off.",
)  # fmt: skip
def left_on(context: Context) -> Iterator[Finding]:
    """Find sessions that lead into sleep, or after which nothing says to take the device off."""
    off = None
    for number, window in context.sessions("compression"):
        off = off or TakingOff(context)
        if leads_into_sleep(context, window):
            yield Finding(_place(window), "this session invites to sleep with the device on")
        elif not off.follows(number + 1, STILL_WORN):
            message = "after this session nothing says to take the device off before sleep and within 5 minutes"
            yield Finding(_place(window), message)
    for _, window in context.windows("beats"):
        texts = {cue.text for cue in window.spoken if not context.is_read(cue.text)}
        if any(in_any_language(invites_to_sleep, text) for text in texts) and any(
            in_any_language(has_boots_on, text) for text in texts
        ):
            yield Finding(_place(window), "these beats send to sleep with the device on")


def _names_a_way_out(context: Context, text: str) -> bool:
    in_other_words = names_a_sign(text, context.script.language) and context.says(text, names_a_way_out, "may_come_off")
    return in_other_words or names_a_way_out(text, context.script.language)


_AFTER_A_YES = (names_a_way_out, leaves_the_remedy_out)
"""What is said after the safety questions: one of these."""


@dataclass
class _Heard:
    """What was heard so far: questions with time to answer, and whether a safety step, or another, named a way out."""

    asked: set[str] = field(default_factory=set)
    way_out_by_check: bool = False
    way_out: bool = False

    def line(self, context: Context, text: str, by_check: bool) -> None:
        """Hear a statement."""
        if self.way_out_by_check if by_check else self.way_out:
            return
        if by_check:
            leads_out = any(context.says(text, intent, "may_lead_out") for intent in _AFTER_A_YES)
            self.way_out_by_check = leads_out and not wants_every_yes(text, context.script.language)
        else:
            self.way_out = _names_a_way_out(context, text)


def _begun(context: Context) -> Iterator[tuple[Window, _Heard]]:
    """Return every session of compression, with what was heard before it."""
    sessions = {number for number, _ in context.sessions("compression")}
    checks = {line.origin.step for line in context.lines() if line.question} if sessions else set()
    heard, before = _Heard(), None
    for number, cue in enumerate(context.script.cues[: max(sessions, default=-1) + 1]):
        if isinstance(cue, Window):
            if number in sessions:
                yield cue, heard
            if isinstance(before, Line) and before.question and cue.seconds >= TO_ANSWER:
                heard.asked.add(before.question)
        elif isinstance(cue, Line) and cue.question is None:
            heard.line(context, cue.text, cue.origin.step in checks)
        before = cue


def _place(window: Window) -> Span:
    return window.origin.span


def _minutes(seconds: Fraction) -> str:
    return f"{float(seconds) / 60:.3g}"

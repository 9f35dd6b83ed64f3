"""Rules about stretching: held long enough to matter, never long enough to harm."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from nightcue.language.script import Line, Window
from nightcue.safety.intents import asks_to_hold_a_stretch, changes_sides, in_any_language
from nightcue.safety.postures import (
    goes_into_a_stretch,
    holds_on,
    lowers_legs,
    names_a_stretch,
    raises_legs,
    stays_in_it,
)
from nightcue.safety.rule import Context, Finding, rule

LONGEST = Fraction(60)
"""Seconds of one hold against cramps: our own choice, twice the upper end of fact stretch-hold."""

LONGEST_ELSEWHERE = Fraction(5 * 60)
"""Seconds of one hold in a routine of another topic: our own choice, to leave room for long, gentle holds of yoga."""

USUAL = (Fraction(20), Fraction(30))
"""Seconds of one hold, by fact stretch-hold."""

TRIAL_HOLD = Fraction(10)
"""Seconds of one hold in the published protocol of the 2012 trial, by fact stretch-trial-protocol."""


def longest_hold(context: Context) -> Fraction:
    """Return how many seconds one hold may last in a routine of that topic."""
    return LONGEST if context.routine.topic == "cramps" else LONGEST_ELSEWHERE


@rule(
    "stretch-too-long", "error", "stretch-hold",
    "a stretch is held at most 60 s, where the topic is not cramps at most 300 s",
    "20 to 30 s is what the documents describe; use more sets instead",
)  # fmt: skip
def too_long(context: Context) -> Iterator[Finding]:
    """Find holds over the limit, also of a line with a pause after it, and of a beat that does not come."""
    against_cramps = context.routine.topic == "cramps"
    longest = longest_hold(context)
    fact, hint = (None, None) if against_cramps else ("exit-gentle", "hold it for less long, and come back to it")
    for window, seconds in _holds(context):
        if seconds > longest:
            yield Finding(window.origin.span, f"a hold of {float(seconds):g} s; at most {longest} s", fact, hint)


@rule(
    "stretch-unusual", "warning", "stretch-hold",
    "a stretch is held 20 to 30 s, or 10 s as in the trial",
    "20 to 30 s is what the documents describe",
    topics=frozenset({"cramps"}),
)  # fmt: skip
def unusual(context: Context) -> Iterator[Finding]:
    """Find holds outside what the documents describe."""
    trial = "stretch-trial" in context.routine.facts
    for _, window in context.windows("hold"):
        usual = USUAL[0] <= window.seconds <= USUAL[1] or (trial and window.seconds == TRIAL_HOLD)
        if not usual and window.seconds <= LONGEST:
            yield Finding(window.origin.span, f"a hold of {float(window.seconds):g} s; 20 to 30 s is usual")


def _holds(context: Context) -> Iterator[tuple[Window, Fraction]]:
    """Return every window in which a stretch is held, with the seconds since it began.

    A line may tell to hold it, and another to hold it on: a pause after each of them is one hold. So are steps, and
    sets of one, whose lines say that nobody lets go between them; or before them, where nothing but the voice comes
    between.
    """
    told, so_far = False, Fraction(0)
    in_a_stretch = raised = False
    held = Fraction(0)  # since the first of some holds between which nobody lets go
    kept = _Kept(context)
    for cue in context.script.cues:
        if isinstance(cue, Line):
            kept.hear(cue)
            again = asks_to_hold_a_stretch(cue.text, context.script.language)
            goes_on = again and not changes_sides(cue.text, context.script.language)
            told, so_far = again, so_far if goes_on else Fraction(0)
            raised = _raised(cue, raised)
            told = told and not (raised and not in_any_language(names_a_stretch, cue.text))
            told = told or (not context.is_read(cue.text) and in_any_language(goes_into_a_stretch, cue.text))
            in_a_stretch = told and (in_any_language(names_a_stretch, cue.text) or (goes_on and in_a_stretch))
        elif isinstance(cue, Window):
            held = _held(cue, held, kept.goes_on(cue))
            if cue.kind in {"hold", "beats"}:
                told, so_far = False, Fraction(0)
                yield cue, held if cue.kind == "hold" else kept.between_beats(cue)
            elif _is_a_stretch(cue, context.script.language):
                yield cue, cue.seconds
            elif told and (cue.kind in {"pause", "rest"} or (in_a_stretch and cue.kind == "breaths")):
                so_far += cue.seconds
                yield cue, so_far


def _raised(line: Line, before: bool) -> bool:
    """Tell whether the legs are up, where somebody may stay for longer than in a stretch."""
    return in_any_language(raises_legs, line.text) or (before and not in_any_language(lowers_legs, line.text))


def _is_a_stretch(window: Window, language: str) -> bool:
    """Tell whether a session that is called raised legs starts with a stretch, and has it held."""
    raised = window.treatment is not None and window.treatment.therapy == "elevation"
    start = window.treatment.start if window.treatment and raised else ()
    return any(asks_to_hold_a_stretch(text, language) and in_any_language(names_a_stretch, text) for text in start)


def _held(window: Window, before: Fraction, goes_on: bool) -> Fraction:
    """Return for how long a stretch is held at the end of a window; `goes_on` is whether it is the one before it."""
    if window.kind == "hold":
        return window.seconds + (before if goes_on else Fraction(0))
    return before + window.seconds if before and window.kind in {"pause", "rest", "wait"} else Fraction(0)


class _Kept:
    """Whether somebody has let go of a stretch since the last hold, as the lines have it."""

    def __init__(self, context: Context) -> None:
        self._language = context.script.language
        self._stretches = {window.origin.step for _, window in context.windows("hold")}
        done = {window.origin.step for _, window in context.windows("hold", "beats")}
        lines = [line for line in context.lines() if line.origin.step in done]
        self._held_on = {line.origin.step for line in lines if in_any_language(holds_on, line.text)}
        self._stayed_in = {line.origin.step for line in lines if in_any_language(stays_in_it, line.text)}
        self._stretched = {line.origin.step for line in context.lines() if in_any_language(names_a_stretch, line.text)}
        self._until_told = False
        self._at_once = False  # nothing but the voice came since the last hold

    def hear(self, line: Line) -> None:
        """Hear a line; one outside of the stretches may keep somebody in all that follow, until another lets go."""
        if line.origin.step not in self._stretches:
            stays = in_any_language(stays_in_it, line.text)
            self._until_told = stays or (self._until_told and not changes_sides(line.text, self._language))

    def goes_on(self, window: Window) -> bool:
        """Tell whether a window is a hold that goes on from the one before it, and remember what has come between."""
        at_once, self._at_once = self._at_once, window.kind == "hold"
        if window.kind != "hold":
            return False
        step = window.origin.step
        return step in self._held_on or (at_once and (self._until_told or step in self._stayed_in))

    def between_beats(self, window: Window) -> Fraction:
        """Return for how long a movement keeps somebody in a stretch: to its end where nobody lets go between beats."""
        step = window.origin.step
        return window.seconds if step in self._held_on & self._stretched else _between_beats(window)


def _between_beats(window: Window) -> Fraction:
    """Return the longest time from one beat to the next, in seconds; 0 where nothing is said."""
    beats = sorted(cue.offset for cue in window.cues)
    return max((after - before for before, after in pairwise([*beats, window.seconds])), default=Fraction(0))

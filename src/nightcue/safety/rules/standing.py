"""Rules about whoever stands: with open eyes, in the light, holding on where one falls, and not still for long."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Origin, Window
from nightcue.safety.intents import in_any_language, invites_to_sleep
from nightcue.safety.postures import (
    gets_up,
    has_a_light_on,
    has_eyes_closed,
    has_one_keep_still,
    has_one_sit,
    has_one_stand,
    has_one_walk,
    lets_go,
    puts_the_light_out,
    stands_at_an_edge,
    tells_of_waking,
)
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.rescue import is_rescue

TO_SETTLE = Fraction(15)
"""Seconds of getting ready after which somebody still stands who was told to: our own choice."""

STILL = Fraction(10 * 60)
"""Seconds that somebody may stand without a move, by the fact caution-standing-still."""


@rule(
    "standing-eyes-closed", "error", "light-and-slippers",
    "nobody stands with closed eyes",
    'say: "Keep your eyes open, and hold on to something."',
)  # fmt: skip
def eyes_closed(context: Context) -> Iterator[Finding]:
    """Find lines that have somebody stand with closed eyes, in one line or in two with hardly a window between."""
    stands = closed = False
    for cue in context.script.cues:
        if isinstance(cue, Window):
            stands = stands and cue.kind in {"pause", "wait", "switch"} and cue.seconds <= TO_SETTLE
            closed = False
        elif isinstance(cue, Line):
            sits = in_any_language(has_one_sit, cue.text) or in_any_language(invites_to_sleep, cue.text)
            stands = not sits and (stands or in_any_language(has_one_stand, cue.text))
            closed = closed or in_any_language(has_eyes_closed, cue.text)
            if stands and closed:
                yield Finding(cue.origin.span, "this has somebody stand with closed eyes")
                stands = closed = False


@rule(
    "standing-in-the-dark", "error", "light-and-slippers",
    "nobody stands or walks without a light",
    "say before it: Put a light on.",
)  # fmt: skip
def in_the_dark(context: Context) -> Iterator[Finding]:
    """Find lines that have somebody get up or walk, after one that puts the light out or leaves it so."""
    dark = is_rescue(context.routine)  # which is for somebody who has just woken at night
    for cue in context.script.cues:
        if not isinstance(cue, Line) or cue.question:
            continue
        put_out = in_any_language(puts_the_light_out, cue.text)
        if in_any_language(has_a_light_on, cue.text) and not put_out:
            dark = False
        elif in_any_language(tells_of_waking, cue.text):
            dark = True
        if (dark or put_out) and in_any_language(gets_up, cue.text):
            yield Finding(cue.origin.span, "this has somebody on their feet without a light")
            dark = False
        elif put_out:
            dark = True
        elif in_any_language(invites_to_sleep, cue.text):
            dark = False


@rule(
    "standing-without-hold", "error", "light-and-slippers",
    "whoever is on stairs, a stool or something wet holds on",
    "say: Hold on to the rail with both hands.",
)  # fmt: skip
def without_hold(context: Context) -> Iterator[Finding]:
    """Find lines with no window between them that stand somebody where one falls, and have them let go."""
    at_an_edge = free = False
    for cue in context.script.cues:
        if isinstance(cue, Window):
            at_an_edge = free = False
        elif isinstance(cue, Line):
            at_an_edge = at_an_edge or in_any_language(stands_at_an_edge, cue.text)
            free = free or in_any_language(lets_go, cue.text)
            if at_an_edge and free:
                yield Finding(cue.origin.span, "this has somebody stand where one falls, with nothing to hold")
                at_an_edge = free = False


@rule(
    "standing-still", "error", "caution-standing-still",
    f"nobody stands still for over {STILL / 60} minutes (our own caution, from no document)",
    "sit down for it, or walk about in between",
)  # fmt: skip
def still(context: Context) -> Iterator[Finding]:
    """Find lines that have somebody stand, with nothing but silence and breaths for too long."""
    begun: Origin | None = None
    seconds = Fraction(0)
    rests = False
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            moves = in_any_language(has_one_walk, cue.text)
            stands = in_any_language(has_one_stand, cue.text)
            if (stands and not moves) or (not rests and in_any_language(has_one_keep_still, cue.text)):
                begun, seconds = begun or cue.origin, seconds if begun else Fraction(0)
            elif in_any_language(has_one_sit, cue.text) or in_any_language(invites_to_sleep, cue.text):
                begun, rests = None, True
            elif moves:
                begun = None
            rests = rests and not stands
        elif isinstance(cue, Window) and begun:
            seconds += cue.seconds
            if cue.kind not in {"pause", "rest", "breaths", "wait"}:
                begun = None
            elif seconds > STILL:
                yield Finding(begun.span, f"this has somebody stand still for over {STILL / 60} minutes")
                begun = None

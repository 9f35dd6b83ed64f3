"""Rules about how somebody lies: legs raised not for hours, and nobody hung upside down."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Origin, Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import (
    comes_back_up,
    hangs_head_down,
    has_one_sit,
    has_one_stand,
    lowers_legs,
    raises_legs,
)
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.lengths import LONGEST

HEAD_DOWN = Fraction(60)
"""Seconds that somebody may hang upside down, by the fact caution-head-down."""


@rule(
    "elevation-hidden", "error", "caution-elevation-length",
    f"legs are raised for at most {LONGEST['elevation']} minutes in all, whatever is done meanwhile",
    f"say after at most {LONGEST['elevation']} minutes: Bring your legs down.",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def raised(context: Context) -> Iterator[Finding]:
    """Find lines that put the legs up, where everything until they come down is too long in all."""
    limit = Fraction(60 * LONGEST["elevation"])
    begun: Origin | None = None
    seconds = Fraction(0)
    for cue in () if context.over_limit("elevation", limit) else context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            if in_any_language(raises_legs, cue.text):
                begun = begun or cue.origin
            elif begun and in_any_language(lowers_legs, cue.text):
                begun = None
        elif isinstance(cue, Window) and (begun or (cue.treatment and cue.treatment.therapy == "elevation")):
            seconds += cue.seconds
            if begun and seconds > limit:
                yield Finding(begun.span, f"the legs are up for over {LONGEST['elevation']} minutes in all")
                return


@rule(
    "head-down", "error", "caution-head-down",
    f"nobody hangs upside down for over {HEAD_DOWN} s (our own caution, from no document)",
    "lie down, and put your legs on a cushion",
)  # fmt: skip
def head_down(context: Context) -> Iterator[Finding]:
    """Find lines that hang somebody upside down, after which nothing brings them up in time."""
    begun: Origin | None = None
    seconds = Fraction(0)
    held = {window.origin.step for _, window in context.windows("hold", "beats", "session")}
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            still_setting_up = begun and not seconds and cue.origin.step == begun.step and begun.step in held
            if in_any_language(hangs_head_down, cue.text):
                begun, seconds = cue.origin, Fraction(0)
            elif still_setting_up:
                pass  # "swing your legs up" brings nobody up who goes into it
            elif begun and any(
                in_any_language(is_up, cue.text) for is_up in (comes_back_up, has_one_sit, has_one_stand)
            ):
                begun = None
        elif isinstance(cue, Window) and begun:
            seconds += cue.seconds
            if seconds > HEAD_DOWN:
                yield Finding(begun.span, f"this hangs somebody upside down for over {HEAD_DOWN} s")
                begun = None

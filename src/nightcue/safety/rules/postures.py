"""Rules about how somebody lies and stands: legs raised not for hours, and eyes open on one's feet."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Origin, Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import has_eyes_closed, has_one_sit, has_one_stand, lowers_legs, raises_legs
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.lengths import LONGEST


@rule(
    "elevation-hidden", "error", "caution-elevation-length",
    f"raised legs come down within {LONGEST['elevation']} minutes, in a pause or a rest too",
    f"say after at most {LONGEST['elevation']} minutes: Bring your legs down.",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def raised(context: Context) -> Iterator[Finding]:
    """Find lines that put the legs up, after which nothing brings them down in time."""
    begun: Origin | None = None
    seconds = Fraction(0)
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            if in_any_language(raises_legs, cue.text):
                begun, seconds = begun or cue.origin, seconds if begun else Fraction(0)
            elif begun and in_any_language(lowers_legs, cue.text):
                begun = None
        elif isinstance(cue, Window) and begun and cue.kind in {"pause", "rest"}:
            seconds += cue.seconds
            if seconds > 60 * LONGEST["elevation"]:
                yield Finding(begun.span, f"nothing brings the legs down within {LONGEST['elevation']} minutes")
                begun = None


@rule(
    "standing-eyes-closed", "error", "light-and-slippers",
    "nobody stands with closed eyes",
    'say: "Keep your eyes open, and hold on to something."',
)  # fmt: skip
def eyes_closed(context: Context) -> Iterator[Finding]:
    """Find lines that have somebody stand with closed eyes, in one line or in two with no window between."""
    stands = closed = False
    for cue in context.script.cues:
        if isinstance(cue, Window):
            stands = closed = False
        elif isinstance(cue, Line):
            sits = in_any_language(has_one_sit, cue.text)
            stands = not sits and (stands or in_any_language(has_one_stand, cue.text))
            closed = closed or in_any_language(has_eyes_closed, cue.text)
            if stands and closed:
                yield Finding(cue.origin.span, "this has somebody stand with closed eyes")
                stands = closed = False

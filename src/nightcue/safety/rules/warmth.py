"""The rule about warmth and ice that no session of heat guides."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Origin, Window
from nightcue.safety.intents import in_any_language, lays_warmth_on, takes_warmth_away
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.lengths import LONGEST


@rule(
    "heat-hidden", "error", "caution-heat-length",
    f"what is warm or icy lies on the body for at most {LONGEST['heat']} minutes, in a pause or a rest too",
    f"say after at most {LONGEST['heat']} minutes: Take it away, and look at your skin.",
)  # fmt: skip
def hidden(context: Context) -> Iterator[Finding]:
    """Find lines that lay warmth or ice on the body, after which nothing takes it away in time."""
    begun: Origin | None = None
    seconds = Fraction(0)
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            if begun and in_any_language(takes_warmth_away, cue.text):
                begun = None
            if not begun and in_any_language(lays_warmth_on, cue.text):
                begun, seconds = cue.origin, Fraction(0)
        elif isinstance(cue, Window) and begun:
            seconds += cue.seconds
            if cue.treatment and cue.treatment.therapy == "heat":
                begun = None  # the rules about sessions of heat look at it
            elif cue.treatment and cue.treatment.therapy == "compression":
                yield Finding(begun.span, "compression goes over this, and nothing takes it away before")
                begun = None
            elif seconds > 60 * LONGEST["heat"]:
                yield Finding(begun.span, f"nothing takes this away again within {LONGEST['heat']} minutes")
                begun = None

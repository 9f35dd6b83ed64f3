"""Rules about warmth and ice: for how long in all, and not where little is felt or a cream burns."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Origin, Window
from nightcue.safety.intents import in_any_language, invites_to_sleep, lays_warmth_on, takes_warmth_away
from nightcue.safety.postures import covers_the_skin, names_a_hot_cream, names_a_numb_place, washes_off
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.lengths import LONGEST

LIMIT = Fraction(60 * LONGEST["heat"])
"""Seconds of warmth in a track, by the fact caution-heat-length."""


@rule(
    "heat-hidden", "error", "caution-heat-length",
    f"what is warm or icy lies on the body for at most {LONGEST['heat']} minutes in all, in a pause or a rest too",
    f"say after at most {LONGEST['heat']} minutes: Take it away, and look at your skin.",
)  # fmt: skip
def hidden(context: Context) -> Iterator[Finding]:
    """Find lines that lay warmth or ice on the body, after which nothing takes it away in time."""
    alone = context.over_limit("heat", LIMIT)  # the rule about sessions of heat tells it
    begun: Origin | None = None
    last: Origin | None = None
    seconds = in_all = Fraction(0)
    asleep = False
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            if begun and in_any_language(takes_warmth_away, cue.text):
                begun = None
            if not begun and in_any_language(lays_warmth_on, cue.text):
                begun = last = cue.origin
                seconds, asleep = Fraction(0), False
            asleep = asleep or in_any_language(invites_to_sleep, cue.text)
        elif isinstance(cue, Window):
            therapy = cue.treatment.therapy if cue.treatment else None
            seconds += cue.seconds
            in_all += cue.seconds if begun or therapy == "heat" else 0
            if therapy == "heat":
                begun = None  # the rules about sessions of heat look at it
            elif begun and therapy == "compression":
                yield Finding(begun.span, "compression goes over this, and nothing takes it away before")
                begun = None
            elif begun and seconds > LIMIT:
                yield Finding(begun.span, f"nothing takes this away again within {LONGEST['heat']} minutes")
                return
            if last and in_all > LIMIT and not alone:
                yield Finding(last.span, f"with this there are over {LONGEST['heat']} minutes of warmth in all")
                return
    if begun and asleep:
        yield Finding(begun.span, "the track leads into sleep with this, and nothing takes it away again")


@rule(
    "heat-on-a-numb-place", "error", "check-sensation",
    "nothing warm or icy is for a place that feels little",
    "say: Not where you feel little or nothing.",
)  # fmt: skip
def numb(context: Context) -> Iterator[Finding]:
    """Find warmth for a place that the same line, one of the two before it, or a title of the routine calls numb."""
    numb_by_title = any(in_any_language(names_a_numb_place, title) for title in context.headings)
    heated = {window.origin.step for _, window in context.sessions("heat")}
    found: set[str] = set()
    before: list[str] = []
    for cue in context.lines():
        if cue.question:
            continue
        before = [*before[-2:], "" if context.is_read(cue.text) else cue.text]
        warms = cue.origin.step in heated or in_any_language(lays_warmth_on, cue.text)
        numb_here = numb_by_title or any(in_any_language(names_a_numb_place, text) for text in before)
        if warms and numb_here and cue.origin.step not in found:
            found.add(cue.origin.step)
            yield Finding(cue.origin.span, "this warms or chills a place that feels little")


@rule(
    "heat-over-cream", "error", "caution-heat-length",
    "no warmth and no wrap goes over a cream that makes the skin hot",
    "leave the cream or the warmth out; say: Wash the cream off first.",
)  # fmt: skip
def over_cream(context: Context) -> Iterator[Finding]:
    """Find lines with such a cream, after which something warm or a wrap goes over it."""
    creamed: Origin | None = None
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            if in_any_language(washes_off, cue.text):
                creamed = None
            if in_any_language(names_a_hot_cream, cue.text):
                creamed = cue.origin
            covered = any(in_any_language(covers, cue.text) for covers in (covers_the_skin, lays_warmth_on))
        else:
            covered = isinstance(cue, Window) and cue.treatment is not None and cue.treatment.therapy == "heat"
        if creamed and covered:
            yield Finding(creamed.span, "something warm or a wrap goes over a cream that makes the skin hot")
            creamed = None

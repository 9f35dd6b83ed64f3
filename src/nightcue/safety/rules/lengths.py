"""Rules about how long massage, warmth, raised legs and socks last: no document gives a limit, so these are ours."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.safety.devices import names_a_massager
from nightcue.safety.intents import in_any_language, takes_warmth_away
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Check, Context, Finding, rule

LONGEST = {"massage": 30, "heat": 20, "elevation": 30, "socks": 30}
"""Minutes of each therapy in one track, by the facts caution-massage-length, caution-heat-length, and so on."""

MASSAGER = 15
"""Minutes on a device that kneads in one track, by the fact caution-massager-length."""

_CALLED = {"massage": "massage", "heat": "warmth", "elevation": "raised legs", "socks": "compression socks"}


def _too_long(therapy: str) -> Check:
    def check(context: Context) -> Iterator[Finding]:
        """Find the session that takes the sum over its limit."""
        if over := context.over_limit(therapy, Fraction(60 * LONGEST[therapy])):
            window, whole = over
            message = f"{float(whole / 60):.3g} minutes of {_CALLED[therapy]} in all; at most {LONGEST[therapy]}"
            yield Finding(window.origin.span, message)

    return check


for _therapy, _limit in LONGEST.items():
    rule(
        f"{_therapy}-too-long", "error", f"caution-{_therapy}-length",
        f"a track has at most {_limit} minutes of {_CALLED[_therapy]} in all (our own caution, from no document)",
        f"shorten it, or its repetitions, to {_limit} minutes in all",
    )(_too_long(_therapy))  # fmt: skip


@rule(
    "massager-too-long", "error", "caution-massager-length",
    f"a device that kneads runs for at most {MASSAGER} minutes in all (our own caution, from no document)",
    f"shorten it to {MASSAGER} minutes in all, or use your hands",
)  # fmt: skip
def massager(context: Context) -> Iterator[Finding]:
    """Find the session of massage with which a device that kneads runs for too long."""
    seconds = Fraction(0)
    kneaded = {line.origin.step for line in context.lines() if in_any_language(names_a_massager, line.text)}
    for _, window in context.sessions("massage"):
        seconds += window.seconds if window.origin.step in kneaded else 0
        if seconds > 60 * MASSAGER:
            message = f"{float(seconds / 60):.3g} minutes on a device that kneads; at most {MASSAGER}"
            yield Finding(window.origin.span, message)
            return


@rule(
    "heat-left-on", "error", "caution-heat-length",
    "a session of heat ends with the warmth taken away",
    'stop: "Take the warmth away, and look at your skin."',
)  # fmt: skip
def left_on(context: Context) -> Iterator[Finding]:
    """Find sessions of heat whose stop cue does not say to take the warmth away."""
    judged = is_judged(context.script.language)
    for _, window in context.sessions("heat") if judged else ():
        stop = window.treatment.stop if window.treatment else ()
        if not any(context.says(text, takes_warmth_away, "may_take_away") for text in stop):
            yield Finding(window.origin.span, "nothing at the end of this session says to take the warmth away")

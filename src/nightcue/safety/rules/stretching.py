"""Rules about stretching: held long enough to matter, never long enough to harm."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.safety.rule import Finding, Subject, rule

LONGEST = Fraction(60)
"""Seconds of one hold: our own choice, twice the upper end of fact stretch-hold."""

USUAL = (Fraction(20), Fraction(30))
"""Seconds of one hold, by fact stretch-hold."""

TRIAL_HOLD = Fraction(10)
"""Seconds of one hold in the published protocol of the 2012 trial (fact stretch-trial names the trial)."""


@rule(
    "stretch-too-long", "error", "stretch-hold",
    "a stretch is held at most 60 s",
    "20 to 30 s is what the documents describe; use more sets instead",
)  # fmt: skip
def too_long(subject: Subject) -> Iterator[Finding]:
    """Holds over the limit."""
    for _, window in subject.windows("hold"):
        if window.seconds > LONGEST:
            yield Finding(window.origin.span, f"a hold of {float(window.seconds):g} s; at most 60 s")


@rule(
    "stretch-unusual", "warning", "stretch-hold",
    "a stretch is held 20 to 30 s, or 10 s as in the trial",
    "20 to 30 s is what the documents describe",
)  # fmt: skip
def unusual(subject: Subject) -> Iterator[Finding]:
    """Holds outside what the documents describe."""
    trial = "stretch-trial" in subject.routine.facts
    for _, window in subject.windows("hold"):
        usual = USUAL[0] <= window.seconds <= USUAL[1] or (trial and window.seconds == TRIAL_HOLD)
        if not usual and window.seconds <= LONGEST:
            yield Finding(window.origin.span, f"a hold of {float(window.seconds):g} s; 20 to 30 s is usual")

"""Rules about the night itself: nothing begins on a leg once the track has let the listener fall asleep."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Window
from nightcue.safety.devices import leaves_a_device_in_any_language
from nightcue.safety.intents import in_any_language, invites_to_sleep
from nightcue.safety.rule import Context, Finding, rule

TO_FALL_ASLEEP = Fraction(5 * 60)
"""Seconds of pauses and rests after words that lead into sleep: our own choice; less of them follows a greeting."""

TO_DOZE_OFF = Fraction(20 * 60)
"""Seconds of pauses and rests in a row, in which anybody may fall asleep without a word: our own choice."""


@rule(
    "begins-after-sleep", "error", "compression-not-for-sleep",
    "no therapy but raised legs begins after the track has led into sleep, or after 20 minutes of silence",
    "put it before the silence, or ask the safety questions again; after good night, leave it out",
)  # fmt: skip
def begins(context: Context) -> Iterator[Finding]:
    """Find sessions, and lines that start a device, with words that lead into sleep and then silence before them."""
    led, silence = False, Fraction(0)
    for cue in context.script.cues:
        asleep = silence >= (TO_FALL_ASLEEP if led else TO_DOZE_OFF)
        if isinstance(cue, Line):
            if asleep and "running" in leaves_a_device_in_any_language(cue.text):
                yield Finding(cue.origin.span, f"this starts a device {_when(led, silence)}")
            if not asleep and in_any_language(invites_to_sleep, cue.text):
                led, silence = True, Fraction(0)
        elif isinstance(cue, Window):
            if asleep and cue.treatment and cue.treatment.therapy != "elevation":
                message = f"this session of {cue.treatment.therapy} begins {_when(led, silence)}"
                yield Finding(cue.origin.span, message)
            elif cue.kind in {"pause", "rest"}:
                silence += cue.seconds
            elif not (asleep and led):
                led, silence = False, Fraction(0)  # it was a greeting, or a rest: the listener is asked for something


def _when(led: bool, silence: Fraction) -> str:
    so_long = f"{float(silence) / 60:.3g} minutes of silence"
    return f"after words that lead into sleep and {so_long}" if led else f"after {so_long} with nothing asked"

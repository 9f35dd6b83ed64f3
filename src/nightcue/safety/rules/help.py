"""Rules about help that comes too late: what needs it at once is not waited out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Line, Window
from nightcue.safety.alarms import asks_of_an_alarm, names_an_alarm, puts_off, waits_it_out
from nightcue.safety.intents import (
    in_any_language,
    names_a_way_out,
    says_when_to_get_help,
)
from nightcue.safety.rule import Context, Finding, rule

UNHELPED = Fraction(5 * 60)
"""Seconds of windows that may follow a question about such a sign before help is named: our own choice."""


@rule(
    "help-put-off", "error", "help-urgent",
    "one swollen or hot leg, short breath and a chest that hurts are not waited out: help is named within 5 minutes",
    'say: "If one leg is swollen, warm or red, or if it is hard to breathe, get help now."',
)  # fmt: skip
def put_off(context: Context) -> Iterator[Finding]:
    """Find lines that have such a sign waited out, and questions about one that minutes follow, and no help."""
    alarm: Line | None = None
    is_last = False
    seconds = Fraction(0)
    for cue in context.script.cues:
        if isinstance(cue, Line) and not cue.question:
            names = in_any_language(names_an_alarm, cue.text)
            if not names and not alarm:
                continue
            if _sends_for_help(context, cue.text):
                alarm = None
                continue
            asks = names and in_any_language(asks_of_an_alarm, cue.text)
            waits = in_any_language(puts_off if names else waits_it_out, cue.text) and not context.is_read(cue.text)
            if waits and (names or is_last):
                yield Finding(cue.origin.span, "this has somebody wait who needs help at once")
                return
            if asks:
                alarm, seconds = cue, Fraction(0)
            is_last = asks
        elif isinstance(cue, Window) and alarm:
            seconds += cue.seconds
            if seconds > UNHELPED:
                message = f"over {UNHELPED // 60} minutes follow this question, and nothing says when to get help"
                yield Finding(alarm.origin.span, message)
                return


def _sends_for_help(context: Context, text: str) -> bool:
    plainly = in_any_language(says_when_to_get_help, text) or in_any_language(names_a_way_out, text)
    return plainly or context.says(text, says_when_to_get_help, "may_be_help")

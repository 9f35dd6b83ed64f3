"""Rules about what the brief form of a routine may not leave out; sessions and questions are refused as they unroll."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.script import Line, WindowCue
from nightcue.language.unrolling import LEFT_OUT
from nightcue.safety.devices import names_a_timer
from nightcue.safety.intents import (
    asks_to_take_off,
    names_a_sign,
    names_a_way_out,
    says_no_medical_advice,
    says_when_to_get_help,
)
from nightcue.safety.reading.texts import OwnText
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.vetted import is_vetted

_KEPT = (names_a_way_out, says_when_to_get_help, asks_to_take_off, names_a_timer, says_no_medical_advice)


@rule(
    LEFT_OUT, "error", "help-urgent",
    "what says when to stop or get help is in the brief form too",
    "take the mark away: detail: full at its step, or full: at its line",
)  # fmt: skip
def kept(context: Context) -> Iterator[Finding]:
    """Find lines for the full form alone that say when to stop or get help, or may: those that name a sign of danger.

    A shipped line that only names a sign is read and known to be an explanation.
    """
    language = context.script.language
    for line in context.script.spoken():
        if line.origin.only_full and _keeps_safe(line, language):
            yield Finding(line.origin.span, "the brief form would leave out a line that may keep somebody safe")


def _keeps_safe(line: Line | WindowCue, language: str) -> bool:
    if any(is_kept(line.text, language) for is_kept in _KEPT):
        return True
    text = OwnText(line.text, getattr(line.text, "pattern", line.text), line.origin.span)
    return names_a_sign(line.text, language) and not is_vetted(text, language)

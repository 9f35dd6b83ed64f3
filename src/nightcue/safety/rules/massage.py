"""The rule about a leg that is left alone: no hand rubs what is swollen, hot or red."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import names_a_leg_to_leave_alone
from nightcue.safety.rule import Context, Finding, rule


@rule(
    "massage-of-a-swollen-leg", "error", "massage-before-warmth",
    "no session of massage is for a leg that is swollen, hot or red",
    'say: "Not if the leg is swollen, warm or red. Get help then."',
)  # fmt: skip
def swollen(context: Context) -> Iterator[Finding]:
    """Find sessions of massage whose start, or one of the two lines before it, is about such a leg."""
    for number, window in context.sessions("massage"):
        start = window.treatment.start if window.treatment else ()
        before = [line.text for line in context.lines(max(0, number - 4 - len(start)), number)]
        if any(in_any_language(names_a_leg_to_leave_alone, text) for text in (*start, *before)):
            yield Finding(window.origin.span, "this massages a leg that is swollen, hot or red")

"""Finding what is worn outside a session, from the words of the script."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.diagnostics import Span
from nightcue.language.script import Line, Window
from nightcue.safety.devices import (
    has_boots_on,
    names_compression_socks,
    puts_boots_on,
    puts_socks_on,
    starts_a_device,
)
from nightcue.safety.intents import asks_to_take_off, in_any_language
from nightcue.safety.rule import Context

AT_ONCE = Fraction(60)
"""Seconds that may pass from turning a device on to its session: our own choice, to lie down in."""


TO_PUT_ON = Fraction(3 * 60)
"""Seconds of silence after a line about boots that are still taken for putting them on: our own choice."""

TO_HELP = Fraction(5 * 60)
"""The same where a session follows, of somebody who has the boots of a whole room put on: our own choice."""


def socks_put_on(context: Context) -> Iterator[tuple[int, Span]]:
    """Find where compression socks go on, in sessions and in lines, with the cue from which on they are worn."""
    yield from ((number + 1, window.origin.span) for number, window in context.sessions("socks"))
    texts = [context.script.title, *context.texts]
    if any(in_any_language(names_compression_socks, text) for text in texts):
        for number, cue in enumerate(context.script.cues):
            if isinstance(cue, Line) and in_any_language(puts_socks_on, cue.text):
                yield number, cue.origin.span


def outside_a_session(context: Context) -> Iterator[Span]:
    """Find lines that put boots on or start them, with no session of compression after them, or not at once."""
    ahead = _Ahead(context)
    for number, cue in enumerate(context.script.cues):
        if not isinstance(cue, Line) or cue.question:
            continue
        if in_any_language(starts_a_device, cue.text):
            hidden = not ahead.session_follows(number, AT_ONCE)
        elif in_any_language(puts_boots_on, cue.text):
            hidden = not ahead.session_follows(number, None)
        else:
            on = in_any_language(has_boots_on, cue.text) and _silence_follows(context, number + 1)
            hidden = on and not ahead.session_follows(number, TO_HELP)
        if hidden:
            yield cue.origin.span


class _Ahead:
    """Where the sessions of compression are, and the seconds of all windows before each."""

    def __init__(self, context: Context) -> None:
        self._sessions: list[int] = []
        self._passed = [Fraction(0)]
        for number, cue in enumerate(context.script.cues):
            passed = self._passed[-1]
            if isinstance(cue, Window):
                passed += cue.seconds
                if cue.treatment and cue.treatment.therapy == "compression":
                    self._sessions.append(number)
            self._passed.append(passed)

    def session_follows(self, first: int, patience: Fraction | None) -> bool:
        """Tell whether a session follows place `first`, with at most `patience` seconds of windows before it."""
        at = bisect_left(self._sessions, first)
        if at == len(self._sessions):
            return False
        return patience is None or self._passed[self._sessions[at]] - self._passed[first] <= patience


def _silence_follows(context: Context, first: int) -> bool:
    """Tell whether a pause or rest too long for putting boots on comes next, before more than one other line."""
    lines = 0
    cues = context.script.cues
    for cue in (cues[number] for number in range(first, len(cues))):
        if isinstance(cue, Window):
            return cue.kind in {"pause", "rest"} and cue.seconds > TO_PUT_ON
        lines += isinstance(cue, Line)
        if lines > 1 or (isinstance(cue, Line) and asks_to_take_off(cue.text, context.script.language)):
            return False
    return False

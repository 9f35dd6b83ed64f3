"""Rules about spoken advice that the documents warn of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from nightcue.language.diagnostics import Span
from nightcue.safety.advice import CODES, dangerous_advice
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Check, Context, Finding, rule

K2 = "advice-k2-without-warfarin"


@lru_cache(maxsize=1)
def _found(context: Context) -> tuple[tuple[str, Finding], ...]:
    """Return every piece of dangerous advice, by code; it can span two lines of a step, so they are judged together."""
    found: dict[tuple[str, Finding], None] = {}
    if not is_judged(context.script.language):
        return ()
    for _, lines in groupby(_said(context), key=lambda line: line[2]):
        together = list(lines)
        for one in dangerous_advice((text for text, _, _ in together), context.script.language):
            place = next((span for text, span, _ in together if one.fragment in text), together[0][1])
            found[one.code, Finding(place, f"'{one.fragment}' is advice that the documents warn of")] = None
    return tuple(found)


def _look_for(code: str) -> Check:
    def check(context: Context) -> Iterator[Finding]:
        found = [finding for kind, finding in _found(context) if kind == code]
        if code != K2 or (found and _warned_nowhere(context)):
            yield from found

    return check


def _warned_nowhere(context: Context) -> bool:
    """Tell whether vitamin K2 is praised and no line of the whole routine says a word about warfarin."""
    found = dangerous_advice((text for text, _, _ in _said(context)), context.script.language)
    return any(one.code == K2 for one in found)


def _said(context: Context) -> dict[tuple[str, Span, str], None]:
    """Return every line that is heard, with its place and its step, each once."""
    return dict.fromkeys(context.spoken_by_step())


for _code in CODES:
    rule(_code.code, "error", _code.fact, f"no line {_code.meaning}", "say the opposite, or leave it out")(
        _look_for(_code.code)
    )

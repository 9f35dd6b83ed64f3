"""Rules about spoken advice that the documents warn of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from nightcue.language.diagnostics import Span
from nightcue.safety import advice
from nightcue.safety.rule import Finding, Look, Subject, rule

K2 = "advice-k2-without-warfarin"


@lru_cache(maxsize=4)
def _found(said: tuple[tuple[str, Span, str], ...], language: str) -> tuple[tuple[str, Finding], ...]:
    """Every piece of such advice, by code; the lines of a step are read together, for danger can span two of them."""
    found: dict[tuple[str, Finding], None] = {}
    for _, lines in groupby(said, key=lambda line: line[2]):
        together = list(lines)
        for one in advice.findings(" ".join(text for text, _, _ in together), language):
            place = next((span for text, span, _ in together if one.fragment in text), together[0][1])
            found[one.code, Finding(place, f"'{one.fragment}' is advice that the documents warn of")] = None
    return tuple(found)


def _look_for(code: str) -> Look:
    def look(subject: Subject) -> Iterator[Finding]:
        said = tuple(dict.fromkeys(subject.spoken_by_step()))
        if code == K2 and not _warned_nowhere(said, subject.script.language):
            return
        yield from (finding for found, finding in _found(said, subject.script.language) if found == code)

    return look


def _warned_nowhere(said: tuple[tuple[str, Span, str], ...], language: str) -> bool:
    """Whether vitamin K2 is praised and no line of the whole routine says a word about warfarin."""
    whole = " ".join(text for text, _, _ in said)
    return any(one.code == K2 for one in advice.findings(whole, language))


for _code in advice.CODES:
    rule(_code.code, "error", _code.fact, f"no line {_code.meaning}", "say the opposite, or leave it out")(
        _look_for(_code.code)
    )

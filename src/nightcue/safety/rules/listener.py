"""Rules about the listener: conditions in the profile that speak against a therapy, cleared by somebody or not."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from nightcue.language.diagnostics import Span
from nightcue.safety.conditions import AGAINST, NOT_CLEARED
from nightcue.safety.facts import all_facts
from nightcue.safety.implied_sessions import socks_put_on
from nightcue.safety.rule import Context, Finding, rule


@rule(
    "condition", "error", "check-conditions",
    "nothing in the profile speaks against the therapy",
    "stretch only, such as `nightcue build stretch`, and ask a clinician; "
    'after that: --cleared-by "name, date"',
)  # fmt: skip
def condition(context: Context) -> Iterator[Finding]:
    """Find therapies that a condition of the listener speaks against, each with the fact."""
    yield from _against(context, {*context.profile.conditions} - NOT_CLEARED)


@rule(
    "thrombosis", "error", "clot-not-cleared",
    "no therapy while a thrombosis is there or suspected",
    "get medical help now; nobody clears this. Of one that is over, the profile says past-thrombosis",
)  # fmt: skip
def thrombosis(context: Context) -> Iterator[Finding]:
    """Find therapies for a leg that may have a clot in it now, whoever has cleared them."""
    yield from _against(context, {*context.profile.conditions} & NOT_CLEARED)


def _against(context: Context, conditions: Set[str]) -> Iterator[Finding]:
    """Find therapies that one of these conditions speaks against."""
    begins = cache(lambda therapy: next(_places(context, therapy), None))
    for against in AGAINST:
        place = begins(against.therapy) if against.condition in conditions else None
        if place is not None:
            said = all_facts()[against.fact].text.in_language(context.script.language)
            yield Finding(place, f"your profile names {against.condition}. {said}", against.fact)


def _places(context: Context, therapy: str) -> Iterator[Span]:
    """Find where a therapy begins; socks can be put on by a line too."""
    if therapy == "socks":
        return (place for _, place in socks_put_on(context))
    return (window.origin.span for _, window in context.sessions(therapy))

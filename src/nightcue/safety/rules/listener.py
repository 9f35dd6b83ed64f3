"""Rules about the listener: conditions in the profile that speak against a therapy."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.safety.conditions import AGAINST
from nightcue.safety.facts import all_facts
from nightcue.safety.rule import Finding, Subject, rule
from nightcue.safety.worn import socks_put_on


@rule(
    "condition", "error", "check-conditions",
    "nothing in the profile speaks against the therapy",
    "stretch only, such as `nightcue build stretch`, and ask a clinician; "
    'after that: --cleared-by "name, date"',
)  # fmt: skip
def condition(subject: Subject) -> Iterator[Finding]:
    """Therapies that a condition of the listener speaks against, each with the fact."""
    for against in AGAINST:
        if against.condition not in subject.profile.conditions:
            continue
        place = next(_places(subject, against.therapy), None)
        if place is not None:
            said = all_facts()[against.fact].text.in_language(subject.script.language)
            yield Finding(place, f"your profile names {against.condition}. {said}", against.fact)


def _places(subject: Subject, therapy: str) -> Iterator[Span]:
    """Where a therapy begins; socks can be put on by a line too."""
    if therapy == "socks":
        return (place for _, place in socks_put_on(subject))
    return (window.origin.span for _, window in subject.sessions(therapy))

"""Rules about routines in a language whose words are not judged."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.safety.rule import Finding, Subject, rule
from nightcue.safety.wording import is_judged


@rule(
    "words-not-judged", "warning", "help-evaluation",
    "what is said is judged",
    "have somebody read it who knows what `nightcue check --list-rules` shows",
)  # fmt: skip
def words(subject: Subject) -> Iterator[Finding]:
    """Routines in which the rules would hear no dangerous advice, once each."""
    language = subject.script.language
    if not is_judged(language):
        yield Finding(_language_named(subject), f"what is said in '{language}' is not judged, only the steps and times")


@rule(
    "therapy-not-judged", "error", "compression-not-for-sleep",
    "compression and socks are guided in a language that is judged",
    "leave it out; or have somebody read it who knows the rules, and --allow each that stops it",
)  # fmt: skip
def therapy(subject: Subject) -> Iterator[Finding]:
    """Sessions of what must come off again, where nothing can tell whether it is said."""
    language = subject.script.language
    for _, window in () if is_judged(language) else subject.sessions("compression", "socks"):
        yield Finding(window.origin.span, f"whether this ends in time cannot be told: '{language}' is not judged")


def _language_named(subject: Subject) -> Span:
    """Where the routine names its language, or else the routine."""
    place: Span = getattr(subject.routine.language, "span", subject.routine.span)
    return place

"""Rules about routines in a language whose words are not judged."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Context, Finding, rule


@rule(
    "words-not-judged", "warning", "help-evaluation",
    "what is said is judged",
    "have somebody read it who knows what `nightcue check --list-rules` shows",
)  # fmt: skip
def words(context: Context) -> Iterator[Finding]:
    """Find routines in which the rules would hear no dangerous advice."""
    language = context.script.language
    if not is_judged(language):
        yield Finding(_language_named(context), f"what is said in '{language}' is not judged, only the steps and times")


@rule(
    "therapy-not-judged", "error", "compression-not-for-sleep",
    "compression and socks are guided in a language that is judged",
    "leave it out; or have somebody read it who knows the rules, and --allow each that stops it",
)  # fmt: skip
def therapy(context: Context) -> Iterator[Finding]:
    """Find sessions of what must come off again, where nothing can tell whether it is said."""
    language = context.script.language
    for _, window in () if is_judged(language) else context.sessions("compression", "socks"):
        yield Finding(window.origin.span, f"whether this ends in time cannot be told: '{language}' is not judged")


def _language_named(context: Context) -> Span:
    """Return the place where the routine names its language, or else that of the routine."""
    place: Span = getattr(context.routine.language, "span", context.routine.span)
    return place

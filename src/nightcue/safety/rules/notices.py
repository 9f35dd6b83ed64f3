"""Rules about what a routine must say: that it is no medical advice, when to get help, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.intents import names_a_way_out, says_no_medical_advice, says_when_to_get_help
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Context, Finding, rule


@rule(
    "no-notice", "warning", "help-evaluation",
    "a routine says that it is not medical advice",
    "- include: parts/when-to-get-help.yaml",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def notice(context: Context) -> Iterator[Finding]:
    """Find routines that never say that they are not medical advice."""
    language = context.script.language
    if is_judged(language) and not any(says_no_medical_advice(text, language) for text in context.texts):
        hint = None if context.routine.topic == "cramps" else "- say: This is not medical advice."
        yield Finding(context.routine.span, "nothing says that this is not medical advice", hint=hint)


@rule(
    "no-help", "warning", "help-urgent",
    "a routine says when to get help",
    "- include: parts/when-to-get-help.yaml",
    topics=frozenset({"cramps"}),
)  # fmt: skip
def help_named(context: Context) -> Iterator[Finding]:
    """Find routines that never say when to get help."""
    language = context.script.language
    if is_judged(language) and not any(says_when_to_get_help(text, language) for text in context.texts):
        yield Finding(context.routine.span, "nothing says when to get help")


@rule(
    "stretch-no-stop", "warning", "exit-gentle",
    "a stretching routine says to stop when it hurts",
    "- say: If anything hurts, stop.",
    topics=frozenset({"stretching"}),
)  # fmt: skip
def stop_named(context: Context) -> Iterator[Finding]:
    """Find routines for stretching that never say to stop when it hurts."""
    language = context.script.language
    if is_judged(language) and not any(names_a_way_out(text, language) for text in context.texts):
        yield Finding(context.routine.span, "nothing says to stop when it hurts")

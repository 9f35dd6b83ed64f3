"""Rules about what a routine must say: that it is no medical advice, when to get help, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.intents import names_a_way_out, says_no_medical_advice, says_when_to_get_help
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.rescue import is_rescue
from nightcue.safety.saying import names


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
    if _lacks_help(context) and not _is_about_cramps(context):
        yield Finding(context.routine.span, "nothing says when to get help")


@rule(
    "cramps-without-help", "error", "help-urgent",
    "a routine that says it is about cramps, and does something for a leg, says when to get help",
    "- include: parts/when-to-get-help.yaml",
    topics=frozenset({"cramps"}),
)  # fmt: skip
def help_for_cramps(context: Context) -> Iterator[Finding]:
    """Find routines that name cramps, stretch, move or treat a leg, and never say when to get help."""
    if _lacks_help(context) and _is_about_cramps(context):
        yield Finding(context.routine.span, "this is about cramps, and nothing says when to get help")


def _lacks_help(context: Context) -> bool:
    judged = is_judged(context.script.language)
    return judged and not any(context.says(text, says_when_to_get_help, "may_be_help") for text in context.texts)


def _is_about_cramps(context: Context) -> bool:
    """Tell whether a routine does something for a leg, and its topic, use or words say that it is about cramps."""
    if next(context.windows("hold", "beats", "session"), None) is None:
        return False
    routine, language = context.routine, context.script.language
    said = (*context.headings, context.script.summary, *context.texts)
    return (
        "topic" in routine.model_fields_set
        or is_rescue(routine)
        or any(names("cramp", text, language) for text in said)
    )


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

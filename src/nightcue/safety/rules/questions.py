"""Rules about the safety questions: each asks about its topic, and a yes leads to a stop or to help."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.safety.answers import (
    asks_for_health,
    asks_for_no_harm,
    is_about,
    leaves_the_remedy_out,
    makes_a_yes_a_no,
    makes_a_yes_a_no_by_itself,
)
from nightcue.safety.intents import (
    in_any_language,
    names_a_way_out,
    says_when_to_get_help,
)
from nightcue.safety.matching import is_judged, other_language
from nightcue.safety.rule import Context, Finding, rule

_LEADS_OUT = (names_a_way_out, says_when_to_get_help, leaves_the_remedy_out)
"""What follows from a yes: one of these."""

_TOPICS = {
    "swelling": "whether a leg is swollen, warm, red or hurts",
    "clot": "a blood clot",
    "skin": "wounds, sores or irritated skin",
    "sensation": "how much the legs feel",
    "conditions": "pregnancy, the heart, arteries, infections or medicines",
}


@rule(
    "question-off-topic", "error", "safety-check",
    "a safety question names what it is about",
    "use the question's name without words of your own: - safety: {ask: [swelling, clot, skin, sensation, conditions]}",
)  # fmt: skip
def off_topic(context: Context) -> Iterator[Finding]:
    """Find safety questions with no word of their topic, in the language that the routine speaks."""
    tag = context.script.language
    found: dict[Finding, None] = {}
    for line in context.lines() if is_judged(tag) else ():
        if line.question and not _asks_about(context, line.question, line.text):
            message = f"'{line.text}' asks nothing about {_TOPICS[line.question]}, and stands for '{line.question}'"
            found[Finding(line.origin.span, message)] = None
    yield from found


def _asks_about(context: Context, question: str, text: str) -> bool:
    return context.says(text, lambda said, tag: is_about(question, said, tag), "may_ask_of_a_leg")


@rule(
    "question-explained-away", "error", "safety-check",
    "no safety question says of what it asks about that it counts as a no",
    "use the question's name without words of your own: - safety: {ask: [swelling, clot, skin, sensation, conditions]}",
)  # fmt: skip
def explained_away(context: Context) -> Iterator[Finding]:
    """Find safety questions that have a yes answered with no; a doctor may allow a condition, and no clot."""
    found: dict[Finding, None] = {}
    for line in context.lines():
        does = makes_a_yes_a_no_by_itself if line.question == "conditions" else makes_a_yes_a_no
        if line.question and in_any_language(does, line.text):
            found[Finding(line.origin.span, f"'{line.text}' makes a no of a yes, and stands for '{line.question}'")] = (
                None
            )
    yield from found


@rule(
    "question-turned-round", "error", "safety-check",
    "a yes to a safety question is never the healthy answer",
    "ask for what speaks against it: Is one of your legs swollen, warm or red?",
)  # fmt: skip
def turned_round(context: Context) -> Iterator[Finding]:
    """Find safety questions that whoever is well answers with yes, so that a yes stops the wrong one."""
    found: dict[Finding, None] = {}
    for line in context.lines():
        own_and_read = context.is_read(line.text)  # beside the built-in question
        if line.question and not own_and_read and _is_turned_round(line.text, context.script.language):
            found[Finding(line.origin.span, f"whoever is well says yes to '{line.text}', and a yes has to stop")] = None
    yield from found


def _is_turned_round(text: str, tag: str) -> bool:
    """Tell whether a question in the language of a tag, or in any judged one, asks whether all is well."""
    no_harm = is_judged(tag) and not other_language(text, tag) and asks_for_no_harm(text, tag)
    return no_harm or in_any_language(asks_for_health, text)


@rule(
    "yes-goes-on", "error", "safety-check",
    "a yes to a safety question leads to a stop or to help",
    "leave `stop` out, or write: If any answer is yes, stop here, and ask your doctor.",
)  # fmt: skip
def goes_on(context: Context) -> Iterator[Finding]:
    """Find safety steps after whose questions nothing says to stop, to leave something out or to get help."""
    if next(context.sessions("compression"), None):
        return  # compression-unchecked tells it
    tag = context.script.language
    after: dict[str, list[tuple[str, Span]]] = {}
    for line in context.lines() if is_judged(tag) else ():
        if line.question:
            after.setdefault(line.origin.step, [])
        elif line.origin.step in after:
            after[line.origin.step].append((line.text, line.origin.span))
    for lines in after.values():
        if lines and not any(
            context.says(text, leads_out, "may_lead_out") for leads_out in _LEADS_OUT for text, _ in lines
        ):
            yield Finding(lines[0][1], "after this, whoever has answered yes goes on")

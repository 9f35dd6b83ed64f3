"""Rules about the safety questions: each asks about its topic, in words of the listener's language."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.intents import is_about
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Context, Finding, rule

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
        if line.question and not is_about(line.question, line.text, tag):
            message = f"'{line.text}' asks nothing about {_TOPICS[line.question]}, and stands for '{line.question}'"
            found[Finding(line.origin.span, message)] = None
    yield from found

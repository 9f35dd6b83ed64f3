"""Rules about safety in another language than the routine's: the listener may not understand it."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.language.script import Line, Window
from nightcue.safety.matching import is_judged, other_language
from nightcue.safety.reading.texts import WORN
from nightcue.safety.rule import Context, Finding, rule

GREETING = 6
"""Words of the longest line that may be in a language that is not judged, beside something worn: our own choice."""


@rule(
    "safety-in-another-language", "error", "safety-check",
    "safety questions, and what is said around something worn, are in the routine's language, all else in a judged one",
    "say it in the language of the routine, or change `language`",
)  # fmt: skip
def in_another(context: Context) -> Iterator[Finding]:
    """Find lines of safety steps and of such sessions in another language, with none beside them in the routine's."""
    tag = context.script.language
    if not is_judged(tag):
        return
    yield from _unjudged(context, tag)
    for texts in _of_safety(context).values():
        others = {text: other_language(text, tag) for text in texts}
        if all(others.values()):
            for text, language in others.items():
                yield Finding(texts[text], f"'{text}' is in '{language}', and the routine speaks '{tag}'")


def _unjudged(context: Context, tag: str) -> Iterator[Finding]:
    """Find lines of more than a greeting, in a language that is not judged, where something is worn."""
    if next(context.sessions(*WORN), None) is None:
        return
    for text, span in dict.fromkeys(context.spoken):
        language = other_language(text, tag)
        if language and not is_judged(language) and len(text.split()) > GREETING:
            yield Finding(span, f"'{text}' is in '{language}', which is not judged, beside something worn")


def _of_safety(context: Context) -> dict[tuple[str, str], dict[str, Span]]:
    """Return the lines of each safety step and session of something worn, by the step and what they are for."""
    worn = {window.origin.step: window.treatment for _, window in context.sessions(*WORN)}
    asking = {line.origin.step for line in context.lines() if line.question}
    kept: dict[tuple[str, str], dict[str, Span]] = {}
    for cue in context.script.cues:
        if isinstance(cue, Line):
            step, treatment = cue.origin.step, worn.get(cue.origin.step)
            if step in asking:
                kept.setdefault((step, cue.question or "stop"), {})[cue.text] = cue.origin.span
            elif treatment and cue.text in (*treatment.start, *treatment.stop):
                part = "start" if cue.text in treatment.start else "stop"
                kept.setdefault((step, part), {})[cue.text] = cue.origin.span
        elif isinstance(cue, Window) and cue.origin.step in worn:
            for inner in cue.spoken:
                kept.setdefault((cue.origin.step, "check"), {})[inner.text] = inner.origin.span
    return kept

"""Rules about safety in another language than the routine's: the listener may not understand it."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.language.script import Line, Window
from nightcue.safety.matching import is_judged, other_language
from nightcue.safety.reading.texts import WORN
from nightcue.safety.rule import Context, Finding, rule


@rule(
    "safety-in-another-language", "error", "safety-check",
    "safety questions, and what is said around a session of something worn, are in the routine's language",
    "say it in the language of the routine, or change `language`",
)  # fmt: skip
def in_another(context: Context) -> Iterator[Finding]:
    """Find lines of safety steps and of such sessions in another language, with none beside them in the routine's."""
    tag = context.script.language
    if not is_judged(tag):
        return
    for texts in _of_safety(context).values():
        others = {text: other_language(text, tag) for text in texts}
        if all(others.values()):
            for text, language in others.items():
                yield Finding(texts[text], f"'{text}' is in '{language}', and the routine speaks '{tag}'")


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

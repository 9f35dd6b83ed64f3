"""Rules about the few imperatives that no line may have, whoever has read it."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.safety.advice import CODES
from nightcue.safety.reading.refusals import refusal_of, refused_in
from nightcue.safety.rule import Check, Context, Finding, rule
from nightcue.safety.vetted import is_vetted


def _look_for(code: str) -> Check:
    def check(context: Context) -> Iterator[Finding]:
        tag = context.script.language
        for text in context.own_texts:
            if text.digest in context.allowed_texts or is_vetted(text, tag):
                continue
            found = refusal_of(text)
            if found and found.code == code:
                yield Finding(text.span, f"'{found.fragment}' is advice that the documents warn of")
        for said, span in _said_otherwise(context):
            advice = refused_in(said)
            if advice and advice.code == code:
                yield Finding(
                    span, f"'{advice.fragment}', as `pronounce` has it said, is advice that the documents warn of"
                )

    return check


def _said_otherwise(context: Context) -> Iterator[tuple[str, Span]]:
    """Return each line, as it is heard, that `pronounce` has said in other words."""
    heard = context.as_heard
    if heard:
        written = {*context.texts}
        yield from ((text, span) for text, span in dict.fromkeys(heard.spoken) if text not in written)


for _code in CODES:
    rule(
        _code.code, "error", _code.fact, f"no line {_code.meaning}",
        "say the opposite, or leave it out; nightcue review --allow asks for a reason",
    )(_look_for(_code.code))  # fmt: skip

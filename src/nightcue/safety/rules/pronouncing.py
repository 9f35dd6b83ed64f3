"""Rules about `pronounce`, which spells words as they sound: it takes no stop away, and makes no number another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from nightcue.language.script import Line
from nightcue.safety.intents import names_a_way_out, times_it_says_to_stop
from nightcue.safety.rule import Context, Finding, rule

_COUNTED = range(201)
"""The numbers that are known in words: as many as a routine may have of seconds or minutes."""


@rule(
    "pronounced-otherwise", "error", "compression-stop-signs",
    "`pronounce` takes away no word of when to stop, and says no number as another",
    "let `pronounce` spell a word as it sounds, such as {soleus: SOH-lee-us}, and not say another one",
)  # fmt: skip
def otherwise(context: Context) -> Iterator[Finding]:
    """Find lines that no longer say when to stop as they are heard, and numbers that are said as others."""
    heard, tag = context.as_heard, context.script.language
    if not heard:
        return
    for written, said in zip(context.script.cues, heard.script.cues, strict=True):
        if not (isinstance(written, Line) and isinstance(said, Line)) or written.text == said.text:
            continue
        fewer = times_it_says_to_stop(said.text, tag) < times_it_says_to_stop(written.text, tag)
        if names_a_way_out(written.text, tag) and (fewer or not names_a_way_out(said.text, tag)):
            message = f"as `pronounce` has it said, '{written.text}' no longer says when to stop"
            yield Finding(written.origin.span, message)
    numbers = _numbers(tag)
    for word, spelling in context.routine.voice.pronounce.items():
        before, after = numbers.get(_plain(word)), numbers.get(_plain(spelling))
        if before is not None and after is not None and before != after:
            yield Finding(context.routine.span, f"`pronounce` has '{word}' said as '{spelling}', another number")


@cache
def _numbers(tag: str) -> Mapping[str, int]:
    """Return the numbers of a language in figures and in words; none where no words of it are known."""
    from nightcue.text_normalisation.numbers import SpelledNumbers  # takes long to load, for hardly any routine
    from nightcue.text_normalisation.tables import tables_of

    tables = tables_of(tag)
    if not tables:
        return {}
    spelled = SpelledNumbers(tag, tables)
    return {_plain(text): number for number in _COUNTED for text in (str(number), spelled.whole(str(number)))}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())

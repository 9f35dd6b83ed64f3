"""Rules about rescue routines: short, and the help comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nightcue.language.locale_files import words_of
from nightcue.language.routine import Routine
from nightcue.language.script import Chapter, Line
from nightcue.locales import LANGUAGES
from nightcue.safety.intents import is_an_instruction
from nightcue.safety.matching import is_judged
from nightcue.safety.rule import Context, Finding, rule

SHORTEST, LONGEST = 60, 180
"""Seconds of a rescue routine, by fact rescue-time."""


def is_rescue(routine: Routine) -> bool:
    """Tell whether a routine is for the moment of a cramp: by its use, its fact, or the name that is played at night.

    One about cramps that does not say its use may still be one by its title or its name.
    """
    if routine.use == "rescue" or "rescue-time" in routine.facts or routine.name == "rescue":
        return True
    if "use" in routine.model_fields_set or routine.topic != "cramps":
        return False
    words = re.split(r"[\W_]+", f"{routine.name} {routine.title}".casefold())
    return not _names().isdisjoint(words)


@cache
def _names() -> frozenset[str]:
    """Return the words, of every language, that make a routine one for the moment of a cramp."""
    return frozenset(name for language in LANGUAGES for name in words_of("language", language)["rescue"])


@rule(
    "rescue-length", "error", "rescue-time",
    "a rescue routine lasts 60 to 180 s",
    "shorten or lengthen its pauses",
    of_length=True,
)  # fmt: skip
def length(context: Context) -> Iterator[Finding]:
    """Find rescue routines of another length."""
    if is_rescue(context.routine) and not SHORTEST <= context.seconds <= LONGEST:
        yield Finding(context.routine.span, f"this rescue routine lasts {context.seconds:.1f} s; 60 to 180 s is right")


@rule(
    "rescue-first-words", "error", "rescue-stretch",
    "the first thing heard in a rescue routine is the instruction that helps",
    "begin with: Straighten your leg, and pull your foot up.",
)  # fmt: skip
def first_words(context: Context) -> Iterator[Finding]:
    """Find rescue routines that begin with anything else."""
    if not is_rescue(context.routine):
        return
    first = next((cue for cue in context.script.cues if not isinstance(cue, Chapter)), None)
    if not isinstance(first, Line) or not _is_what_helps(context, first.text):
        place = first.origin.span if first else context.routine.span
        yield Finding(place, "the first thing heard in this rescue routine is not an instruction")


def _is_what_helps(context: Context, text: str) -> bool:
    language = context.script.language
    return not is_judged(language) or is_an_instruction(text, language) or context.is_read(text)

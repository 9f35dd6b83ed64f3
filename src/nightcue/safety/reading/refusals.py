"""What is refused in a text even after somebody has read it, unless that text is allowed for a reason."""

from __future__ import annotations

from functools import lru_cache

from nightcue.safety.advice import Advice, dangerous_advice
from nightcue.safety.known_lines import once_a_line
from nightcue.safety.matching import LANGUAGES
from nightcue.safety.reading.texts import OwnText


def refusal_of(text: OwnText) -> Advice | None:
    """Return the first thing refused in a text, in whatever judged language it is said; None for nothing."""
    return refused_in(text.said)


@lru_cache(maxsize=50_000)  # every text of the longest routine: each rule asks for the same
def refused_in(said: str) -> Advice | None:
    """Return the same of what is heard or shown, whoever wrote it."""
    if not _is_refused(said):
        return None
    return next(found for tag in LANGUAGES for found in dangerous_advice(said, tag))


@once_a_line
def _is_refused(said: str) -> bool:
    return any(dangerous_advice(said, tag) for tag in LANGUAGES)

"""Which language a line is in, told by its frequent words."""

from __future__ import annotations

from functools import lru_cache

from nightcue.language import meant
from nightcue.locales import language_of
from nightcue.patterns import compiled

_WORDS = compiled(r"[^\W\d_]+")
_ENOUGH = 2
"""Different frequent words of another language that a line has before it is taken to be in it."""


@lru_cache(maxsize=10_000)
def other_language(text: str, tag: str) -> str | None:
    """Return the language that a line is in, if that is not the one of the BCP 47 tag; None where it is not clear."""
    words = {*_WORDS.findall(text.lower())}
    counts = {language: len(words & frequent) for language, frequent in meant.frequent().items()}
    most = max(counts, key=lambda language: counts[language])
    is_other = counts[most] >= _ENOUGH and counts[most] > counts.get(language_of(tag), 0)
    return most if is_other else None

"""Looking around a place in a text: the words before and after it, and the limits of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nightcue.patterns import compiled

_WORD = compiled(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_REACH = 60
"""Characters before a place that are searched."""
_NEXT = compiled(r"\s*[-–]?\s?([^\W\d_]+)")
_OPENED = compiled(r"(?:^|[.!?…]\s+|^\s+)[¿¡\"“«(]?$")
_NEW_SENTENCE = compiled(r"\s*$|\s+[¿¡\"“«(]*(?P<letter>[^\W\d_])")


def any_of(texts: Iterable[str]) -> str:
    """Return a regular expression for any of `texts`, the longest first; for no texts, one that never matches."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "(?!)"


def words_before(text: str, place: int, count: int) -> frozenset[str]:
    """Return the last `count` words before `place`, as written and in small letters, as far back as _REACH."""
    found = _WORD.findall(text[max(0, place - _REACH) : place])[-count:]
    return frozenset(found) | {word.lower() for word in found}


def next_word(text: str, place: int) -> str:
    """Return the word after `place` in small letters; empty if a mark or nothing follows."""
    found = _NEXT.match(text, place)
    return found[1].lower() if found else ""


def stop_at(text: str, place: int) -> str:
    """Return the full stop of an abbreviation that ends at `place` if it ends a sentence too, else ""."""
    found = _NEW_SENTENCE.match(text, place) if text[place - 1] == "." else None
    return "." if found and (not found["letter"] or found["letter"].isupper()) else ""


def opens_sentence(text: str, place: int) -> bool:
    """Return whether a sentence begins at `place`."""
    return bool(_OPENED.search(text[max(0, place - 5) : place])) if place > 5 else bool(_OPENED.search(text[:place]))

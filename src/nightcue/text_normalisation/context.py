"""What stands around a place in a text: the words before and after it, and whether a sentence ends or begins there."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_REACH = 60
"""Characters that are looked back over."""
_NEXT = re.compile(r"\s*[-–]?\s?([^\W\d_]+)")
_OPENED = re.compile(r"(?:^|[.!?…]\s+|^\s+)[¿¡\"“«(]?$")
_NEW_SENTENCE = re.compile(r"\s*$|\s+[¿¡\"“«(]*(?P<letter>[^\W\d_])")


def any_of(texts: Iterable[str]) -> str:
    """A regular expression for any of `texts`, the longest first; for none of them one that nothing matches."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "(?!)"


def words_before(text: str, place: int, count: int) -> frozenset[str]:
    """The last `count` words before `place`, as written and in small letters, as far back as _REACH."""
    found = _WORD.findall(text[max(0, place - _REACH) : place])[-count:]
    return frozenset(found) | {word.lower() for word in found}


def next_word(text: str, place: int) -> str:
    """The word that follows at `place` in small letters, empty where a mark or nothing does."""
    found = _NEXT.match(text, place)
    return found[1].lower() if found else ""


def ends_sentence(text: str, place: int) -> str:
    """The full stop that is due at `place`, after an abbreviation: where nothing or a capital letter follows."""
    found = _NEW_SENTENCE.match(text, place)
    return "." if found and (not found["letter"] or found["letter"].isupper()) else ""


def opens_sentence(text: str, place: int) -> bool:
    """Whether a sentence begins at `place`."""
    return bool(_OPENED.search(text[max(0, place - 5) : place])) if place > 5 else bool(_OPENED.search(text[:place]))

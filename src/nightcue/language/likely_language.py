"""Whether the texts of a routine are in another language than it says: a voice would read them as gibberish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from nightcue.language import meant

_WORDS = re.compile(r"[^\W\d_]+")
_LEAST = 6
"""Frequent words of the other language before anything is said."""
_TIMES = 4
"""How many times as many as of its own."""


def other_language(texts: Iterable[str], language: str) -> str | None:
    """The language that `texts` are in where it is clear that they are not in `language`; else None."""
    counted = Counter(word for text in texts for word in _WORDS.findall(text.lower()))
    hits = {other: sum(counted[word] for word in words) for other, words in meant.frequent().items()}
    likely = max(hits, key=lambda other: hits[other])
    clear = likely != language and hits[likely] >= max(_LEAST, _TIMES * hits.get(language, 0))
    return likely if clear else None

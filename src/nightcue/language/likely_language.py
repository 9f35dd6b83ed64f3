"""Finding out that a routine's texts are in another language than it says: a voice would read them as gibberish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nightcue.language import meant
from nightcue.patterns import compiled

_WORDS = compiled(r"[^\W\d_]+")
_LEAST = 6
"""How many frequent words of the other language there must be for a warning."""
_TIMES = 4
"""How many times as many there must be as of the routine's own language."""


def other_language(texts: Iterable[str], language: str) -> str | None:
    """Return the language of `texts` if it is clearly not `language`, else None."""
    counted = Counter(word for text in texts for word in _WORDS.findall(text.lower()))
    hits = {other: sum(counted[word] for word in words) for other, words in meant.frequent().items()}
    likely = max(hits, key=lambda other: hits[other])
    clear = likely != language and hits[likely] >= max(_LEAST, _TIMES * hits.get(language, 0))
    return likely if clear else None

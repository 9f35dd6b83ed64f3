"""Words that every shell reads as they are."""

from __future__ import annotations

import re

from nightcue.terminal import plain

_MEANS_ITSELF = re.compile(r"[\w.][\w\u0300-\u036f./-]*")
"""Letters of any language, digits, and signs that no shell gives a meaning to."""


def means_itself(word: str) -> bool:
    """Return whether every shell reads `word` as it is: bash puts what is offered on the line without quotes."""
    return _MEANS_ITSELF.fullmatch(word) is not None and plain(word) == word

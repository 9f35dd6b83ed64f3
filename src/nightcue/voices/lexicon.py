"""How words are said: respelling the ones an engine gets wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping


def respell(text: str, pronounce: Mapping[str, str]) -> str:
    """Return `text` (as NFC) with each whole word or phrase of `pronounce` replaced by its respelling.

    Case does not matter; where two entries fit, the longer wins; what a respelling brings in is left alone.
    """
    entries = {_composed(word).strip(): spelling for word, spelling in pronounce.items()}
    longest_first = sorted((word for word in entries if word), key=len, reverse=True)
    text = _composed(text)
    if not longest_first:
        return text
    choices = "|".join(f"({re.escape(word)})" for word in longest_first)

    def spelling_of(match: re.Match[str]) -> str:
        assert match.lastindex
        return entries[longest_first[match.lastindex - 1]]

    return re.sub(rf"(?<!\w)(?:{choices})(?!\w)", spelling_of, text, flags=re.IGNORECASE)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)

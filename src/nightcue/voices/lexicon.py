"""How words are said: respelling the ones an engine gets wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

_ST = "\ufb06"
"""The one letter whose upper case is two letters, and that has a twin in this, \ufb05."""


class Lexicon:
    """Words and phrases with their respellings. However many there are, a line takes about as long."""

    def __init__(self, pronounce: Mapping[str, str]) -> None:
        self._spellings: dict[str, str] = {}
        for word, spelling in {_composed(word).strip(): spelling for word, spelling in pronounce.items()}.items():
            self._spellings.setdefault(_folded(word), spelling)
        self._spellings.pop("", None)
        self._lengths = sorted(set(map(len, self._spellings)), reverse=True)

    def respell(self, text: str) -> str:
        """Return `text` (as NFC) with each whole word or phrase replaced by its respelling.

        Case does not matter; where two entries fit, the longer wins, and else the first; what a respelling brings in is
        left alone.
        """
        text = _composed(text)
        if not self._lengths:
            return text
        folded, parts, done, start = _folded(text), [], 0, 0
        while start < len(text):
            length = 0 if _is_in_word(text, start - 1) else self._length_at(text, folded, start)
            if length:
                parts += [text[done:start], self._spellings[folded[start : start + length]]]
                done = start + length
            start += length or 1
        return "".join(parts) + text[done:]

    def _length_at(self, text: str, folded: str, start: int) -> int:
        """How long the longest entry is that stands at `start`, as a whole word; 0 where none does."""
        for length in self._lengths:
            end = start + length
            if folded[start:end] in self._spellings and end <= len(text) and not _is_in_word(text, end):
                return length
        return 0


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_in_word(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")


def _folded(text: str) -> str:
    """The same text, letter for letter, without what tells capitals from small letters."""
    return "".join(map(_folded_letter, text))


@cache
def _folded_letter(letter: str) -> str:
    small = letter.lower()[0]  # one, but for the capital I with a dot
    capital = small.upper()
    return capital if len(capital) == 1 else small.replace(_ST, "\ufb05")

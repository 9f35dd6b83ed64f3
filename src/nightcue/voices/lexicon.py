"""The lexicon: respelling words that an engine pronounces wrongly."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

_ST = "\ufb06"
"""The only letter with an upper case of two letters that has a twin: \ufb05."""

_SHORT = 2
"""The most letters of an entry that an apostrophe joins to its word: the s of "it's", but not "eau" in "l'eau"."""


class Lexicon:
    """Words and phrases with their respellings. The time for a line hardly depends on how many there are."""

    def __init__(self, pronounce: Mapping[str, str]) -> None:
        self._spellings: dict[str, str] = {}
        for word, spelling in {_composed(word).strip(): spelling for word, spelling in pronounce.items()}.items():
            self._spellings.setdefault(_folded(word), spelling)
        self._spellings.pop("", None)
        self._lengths: dict[str, list[int]] = {}
        """How long the entries are, longest first, by their first character."""
        for length, first in sorted({(len(word), word[0]) for word in self._spellings}, reverse=True):
            self._lengths.setdefault(first, []).append(length)

    def respell(self, text: str) -> str:
        """Return `text` (as NFC) with each whole word, phrase or sign replaced by its respelling.

        Case does not matter. If two entries fit, the longer wins, or else the first. Respellings are not respelled
        again. A unit may touch the number before it, and a sign any word.
        """
        text = _composed(text)
        if not self._lengths:
            return text
        folded, parts, done, start = _folded(text), [], 0, 0
        while start < len(text):
            length = self._length_at(text, folded, start) if folded[start] in self._lengths else 0
            if length:
                end = start + length
                parts += [text[done:start], _apart(text, start, end, self._spellings[folded[start:end]])]
                done = end
            start += length or 1
        return "".join(parts) + text[done:]

    def _length_at(self, text: str, folded: str, start: int) -> int:
        """Return the length of the longest entry that is a whole word at `start`, where one may begin; 0 if none is."""
        for length in self._lengths[folded[start]]:
            end = start + length
            if folded[start:end] in self._spellings and end <= len(text) and _is_whole(text, start, end):
                return length
        return 0


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether `start` to `end` is not part of a longer word; a sign never is."""
    first, last = text[start], text[end - 1]
    begins = not _is_of_word(text, start - 1) or (text[start - 1].isdecimal() and first.isalpha())
    ends = not _is_of_word(text, end)
    is_short = end - start <= _SHORT
    if first.isalpha() and is_short and _is_apostrophe(text, start - 1) and _is_of_word(text, start - 2):
        begins = False
    if last.isalpha() and _is_apostrophe(text, end) and text[end + 1 : end + 2].isalpha():
        ends = not is_short and text[end + 1].lower() == "s" and not _is_of_word(text, end + 2)
    return (begins or not _is_of_word(text, start)) and (ends or not _is_of_word(text, end - 1))


def _apart(text: str, start: int, end: int, spelling: str) -> str:
    """Return `spelling` with spaces where it would otherwise run into a number or word next to it."""
    before = " " if _is_of_word(text, start - 1) and spelling[:1].isalnum() else ""
    return before + spelling + (" " if _is_of_word(text, end) and spelling[-1:].isalnum() else "")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_apostrophe(text: str, place: int) -> bool:
    return place >= 0 and text[place : place + 1] in ("'", "’")


def _is_of_word(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")


def _folded(text: str) -> str:
    """Return `text` with capitals folded, every letter in its place (casefold would make two letters of some)."""
    return "".join(map(_folded_letter, text))


@cache
def _folded_letter(letter: str) -> str:
    small = letter.lower()[0]  # only İ has two
    capital = small.upper()
    return capital if len(capital) == 1 else small.replace(_ST, "\ufb05")

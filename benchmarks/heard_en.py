"""English, as it is heard: the words of a text in one spelling, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

SOUNDS_THE_SAME = {
    "four": "for",
    "too": "two",
    "soul": "sole",
    "souls": "soles",
    "onto": "on to",
    "cannot": "can not",
    "pullback": "pull back",
}
"""Spellings that no ear can tell apart, and the one both sides are given. What only sounds alike is not here."""

_TO_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = ("eleven", "twelve", *(f"{ones}teen" for ones in ("thir", "four", "fif", "six", "seven", "eigh", "nine")))
_ONES = (*_TO_TEN, *_TEENS)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}


def words_of(text: str) -> list[str]:
    """The words of a line, or of what was heard, in one spelling and with numbers in words."""
    return alike(_normaliser()(in_words(text)))


def sounds_of(_text: str) -> list[str]:
    """Nothing: English spelling does not tell how a word sounds."""
    return []


def in_words(text: str) -> str:
    """`text` with every whole number below 100, and every ordinal up to the fifth, in words."""
    text = re.sub(r"\b\d(?:st|nd|rd|th)\b", lambda found: _ORDINALS.get(found[0].lower(), found[0]), text)
    return re.sub(r"(?<![\d.,])\d{1,2}(?!\w|[.,]\d)", lambda found: f" {_number(int(found[0]))} ", text)


def alike(text: str) -> list[str]:
    """The words of `text`, those of SOUNDS_THE_SAME in the spelling that both sides are given; no lone marks."""
    written = [word for word in text.split() if any(map(str.isalnum, word))]
    return [word for each in written for word in SOUNDS_THE_SAME.get(each, each).split()]


@cache
def _normaliser() -> Callable[[str], str]:
    from whisper_normalizer.english import EnglishTextNormalizer

    normaliser = EnglishTextNormalizer()
    # its own way with numbers makes 321 of a countdown, but only where the recogniser writes it in words
    normaliser.standardize_numbers = str
    normalise: Callable[[str], str] = normaliser
    return normalise


def _number(number: int) -> str:
    """A whole number below 100 in words."""
    if number < len(_ONES):
        return _ONES[number]
    ones = f" {_ONES[number % 10]}" if number % 10 else ""
    return _TENS[number // 10] + ones

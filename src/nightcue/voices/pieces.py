"""Text that an engine can be given at once: pieces that are short enough, in letters that it reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nightcue.voices.voice import VoiceError

_ENDS = (r"(?<=[.!?…])\s+", r"(?<=[,;:—])\s+", r"\s+")
"""Where a text is parted: between sentences, else between clauses, else between words."""


def pieces(text: str, longest: int) -> list[str]:
    """Part `text` into pieces of at most `longest` characters: as few as there can be, at the best places there are.

    A word longer than that is cut.
    """
    if len(text) <= longest:
        return [text]
    for end in _ENDS:
        parts = re.split(end, text)
        if len(parts) > 1:
            return [piece for group in _together(parts, longest) for piece in pieces(group, longest)]
    return [text[:longest], *pieces(text[longest:], longest)]


def _together(parts: list[str], longest: int) -> Iterator[str]:
    """Neighbours joined again as long as they fit."""
    group = ""
    for part in parts:
        if group and len(group) + 1 + len(part) > longest:
            yield group
            group = part
        else:
            group = f"{group} {part}" if group else part
    yield group


def refuse_other_letters(text: str, engine: str) -> None:
    """Raise VoiceError when `text` has letters other than Latin ones, which `engine` would pass over or spell out."""
    others = dict.fromkeys(c for c in text if c.isalpha() and not _is_latin(c))
    if others:
        shown = ", ".join([*others][:5]) + (", ..." if len(others) > 5 else "")
        raise VoiceError(f"{engine} does not read the letters {shown}; write the words in Latin letters")


def says_something(text: str) -> bool:
    """Whether there is anything to say in `text`: a letter, a digit, or a sign that is read, such as + or €."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) in {"Sc", "Sm"} for c in text)


def _is_latin(letter: str) -> bool:
    # ª and º are Latin too, µ stands in measures, and marks such as ʼ are letters by their class alone
    return letter in "ªºµ" or unicodedata.category(letter) == "Lm" or "LATIN" in unicodedata.name(letter, "")

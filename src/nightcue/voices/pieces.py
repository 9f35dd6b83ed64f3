"""Preparing text for an engine: pieces that are short enough, and only letters that it reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nightcue.letters import letters_outside
from nightcue.voices.voice import VoiceError

_ENDS = (r"(?<=[.!?…])\s+", r"(?<=[,;:—])\s+", r"\s+")
"""Where a text is split: between sentences, else between clauses, else between words."""


def pieces(text: str, longest: int) -> list[str]:
    """Split `text` into as few pieces of at most `longest` characters as possible, at the best places.

    A longer word is cut.
    """
    if len(text) <= longest:
        return [text]
    for end in _ENDS:
        parts = re.split(end, text)
        if len(parts) > 1:
            return [piece for group in _together(parts, longest) for piece in pieces(group, longest)]
    return [text[:longest], *pieces(text[longest:], longest)]


def _together(parts: list[str], longest: int) -> Iterator[str]:
    """Yield neighbours that fit into one piece together."""
    group = ""
    for part in parts:
        if group and len(group) + 1 + len(part) > longest:
            yield group
            group = part
        else:
            group = f"{group} {part}" if group else part
    yield group


def refuse_other_letters(text: str, engine: str) -> None:
    """Raise VoiceError if `text` has letters that are not Latin, which `engine` would skip or spell out."""
    if others := letters_outside("LATIN", text):
        shown = ", ".join(others[:5]) + (", ..." if len(others) > 5 else "")
        raise VoiceError(f"{engine} does not read the letters {shown}; write the words in Latin letters")


def says_something(text: str) -> bool:
    """Return whether `text` has anything to say: a letter, a digit, or a sign that is read, such as + or €."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) in {"Sc", "Sm"} for c in text)

"""Letters: comparing text without capitals and accents, and finding letters of other scripts."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """Return `text` in its compatibility characters (NFKD) without combining marks: Pié ½ becomes Pie 1⁄2."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def plain_letters(text: str) -> str:
    """Return `text` in small letters without accents, and without blanks around it."""
    return without_accents(text.strip().casefold())


def letters_outside(script: str, text: str) -> list[str]:
    """Return each letter of `text` that is neither ASCII nor of `script`, named as in Unicode, such as LATIN."""
    if text.isascii():
        return []
    others = (letter for letter in dict.fromkeys(text) if letter.isalpha() and not letter.isascii())
    return [letter for letter in others if not _is_of(script, letter)]


def _is_of(script: str, letter: str) -> bool:
    # ª, º and µ are part of units, and marks such as ʼ only count as letters in Unicode
    return letter in "ªºµ" or unicodedata.category(letter) == "Lm" or script in unicodedata.name(letter, "")

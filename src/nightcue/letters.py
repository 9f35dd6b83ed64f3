"""Comparing text without its capitals and accents."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """Return `text` in its compatibility characters (NFKD) without combining marks: Pié ½ becomes Pie 1⁄2."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def plain_letters(text: str) -> str:
    """Return `text` in small letters without accents, and without blanks around it."""
    return without_accents(text.strip().casefold())

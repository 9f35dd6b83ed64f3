"""Words that are to be spelled, letter by letter or digit by digit."""

from __future__ import annotations

SPELLED = frozenset({"characters", "character", "chars", "letters", "spell-out", "spell", "verbatim", "digits"})
"""What SSML and the texts that stand for it call this."""


def spelled(text: str, kind: str) -> str:
    """Return `text` with a blank between its letters, or between its digits alone; blanks around it stay."""
    letters = [letter for letter in text if letter.isalnum()] if kind != "digits" else list(text.strip())
    before = text[: len(text) - len(text.lstrip())]
    behind = text[len(text.rstrip()) :]
    return f"{before}{' '.join(letters)}{behind}"

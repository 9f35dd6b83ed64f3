"""The few imperatives that are refused whoever has read them, unless a line is allowed for a reason."""

from __future__ import annotations

from nightcue.safety import advice
from nightcue.safety.advice import Finding
from nightcue.safety.reading.texts import OwnText

CODES = frozenset(code.code for code in advice.CODES)
"""The codes of what is refused."""


def refusal_of(text: OwnText, tag: str) -> Finding | None:
    """Return what is refused in a text, in whatever language that has a grammar it is said; None for nothing."""
    return next((found for language in advice.LANGUAGES for found in advice.findings(text.said, language)), None)

"""The kinds of steps that there are: each makes itself known here, and names what it is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nightcue.language.step import Step

KINDS: dict[str, type[Step]] = {}
"""The model of every kind of step, by the word that a routine has for it."""


def kinds_with(key: str) -> str:
    """The kinds of steps that have a field `key`, as they are listed in a sentence; empty where none has."""
    return " and ".join(kind for kind, model in KINDS.items() if key in model.written() and model.bare is None)

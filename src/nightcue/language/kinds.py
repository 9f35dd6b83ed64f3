"""The table of step kinds; each kind registers itself here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nightcue.language.step import Step

KINDS: dict[str, type[Step]] = {}
"""The model of every kind of step, by its name in a routine."""


def kinds_with(key: str) -> str:
    """Return the kinds of steps that have a field `key`, as a sentence lists them; empty if there is none."""
    return " and ".join(kind for kind, model in KINDS.items() if key in model.written() and model.bare is None)

"""The table of step kinds; each kind registers itself here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nightcue.language.step import Step

KINDS: dict[str, type[Step]] = {}
"""The model of every kind of step, by its name in a routine."""

"""Doubts: what is ambiguous in a text or cannot be spoken, as the base of warnings."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.language.diagnostics import one_line


@dataclass(frozen=True)
class Doubt:
    """An ambiguous piece of text: a stable code, a sentence, and a hint on what to write instead."""

    code: str
    message: str
    hint: str


def two_meanings(written: str, one: str, other: str, said: str, hint: str) -> Doubt:
    """Return the doubt about `written`, which may mean `one` or `other`, and is spoken as `said`."""
    message = f"'{one_line(written, 40)}' can be {one} or {other}; it is said as '{one_line(said, 60)}'"
    return Doubt("two-meanings", message, hint)

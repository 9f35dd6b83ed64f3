"""What in a text may mean two things, or cannot be said: for a person to be told of."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.language.diagnostics import one_line


@dataclass(frozen=True)
class Doubt:
    """A piece of text whose meaning cannot be known: a stable code, a sentence, and what to write instead."""

    code: str
    message: str
    hint: str


def two_meanings(written: str, one: str, other: str, said: str, hint: str) -> Doubt:
    """The doubt about `written`, which may be `one` or `other`, and is said as `said`."""
    message = f"'{one_line(written, 40)}' can be {one} or {other}; it is said as '{one_line(said, 60)}'"
    return Doubt("two-meanings", message, hint)

"""The Programme: weeks, each with its routine and what it sets in that routine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nightcue.language.diagnostics import DiagnosedError, Span


class ProgrammeError(DiagnosedError):
    """The file is a programme, or a routine that one of its weeks names."""


@dataclass(frozen=True)
class Week:
    """A week: its `number`, from 1, the file of its routine, and how many nights the routine is done in it, 1 to 7.

    `settings` overrides variables of the routine; its values know their place in the programme. `span` is the place of
    the week.
    """

    number: int
    routine: Path
    nights: int
    settings: Mapping[str, str]
    span: Span


@dataclass(frozen=True)
class Programme:
    """A programme: its `title` for people, its `name`, which is that of its file, and its weeks.

    `language` is the tag that the programme names, whose routines it takes; None takes those of whoever listens.
    """

    title: str
    name: str
    path: Path
    language: str | None
    weeks: tuple[Week, ...]

    @property
    def nights(self) -> int:
        """How many nights there are in all weeks together."""
        return sum(week.nights for week in self.weeks)

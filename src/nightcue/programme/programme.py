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

    `settings` is what the week sets of the routine's variables, and knows its place in the programme; `values` has
    every variable of the routine as it is in this week. `span` is the place of the week.
    """

    number: int
    routine: Path
    nights: int
    settings: Mapping[str, str]
    values: Mapping[str, str]
    span: Span


@dataclass(frozen=True)
class Programme:
    """A programme: its `title` for people, its `name`, which is that of its file, and its weeks.

    `language` is the tag of the language that its first week speaks.
    """

    title: str
    name: str
    path: Path
    language: str
    weeks: tuple[Week, ...]

    @property
    def nights(self) -> int:
        """How many nights there are in all weeks together."""
        return sum(week.nights for week in self.weeks)

    def weeks_by_track(self, settings: Mapping[str, str] | None = None) -> tuple[tuple[Week, ...], ...]:
        """Return the weeks, those together that are the same track: of one routine, with the same values.

        `settings` goes before what the weeks set, in every week whose routine has the variable.
        """
        together: dict[tuple[Path, frozenset[tuple[str, str]]], list[Week]] = {}
        for week in self.weeks:
            values = {name: (settings or {}).get(name, value) for name, value in week.values.items()}
            together.setdefault((week.routine, frozenset(values.items())), []).append(week)
        return tuple(map(tuple, together.values()))

"""What everything that was played is for: routines, and weeks of programmes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from nightcue.language.diagnostics import DiagnosedError
from nightcue.locales import language_of
from nightcue.programme.done import week_of_name
from nightcue.programme.reading import read_programme
from nightcue.routine_index import uses


class Named(Protocol):
    """What was played, by its name and its language."""

    @property
    def routine(self) -> str:
        """Such as bedtime, or calves-6-weeks/2 of a programme."""

    @property
    def language(self) -> str:
        """A tag, such as es-MX."""


def uses_with_weeks(plays: Iterable[Named]) -> dict[tuple[str, str], str]:
    """Return what each routine that can be named is for, by its name and language, and each week that was played.

    A week of a programme that is not there any more, or has errors, is left out.
    """
    known = uses()
    for name, language in sorted({(play.routine, language_of(play.language)) for play in plays}):
        routine = routine_of_week(name, language)
        if routine and (routine.stem, language) in known:
            known[name, language] = known[routine.stem, language]
    return known


def routine_of_week(name: str, language: str) -> Path | None:
    """Return the file of the routine of a week, by what the diary calls the week.

    None of what is no week, or of a programme that cannot be read.
    """
    found = week_of_name(name)
    with suppress(DiagnosedError):
        weeks = read_programme(found[0], language).weeks if found else ()
        return next((week.routine for week in weeks if found and week.number == found[1]), None)
    return None

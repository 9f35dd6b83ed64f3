"""Which tracks are wanted: for each person the routines and programmes of the row, or else those that all get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from nightcue.clinic.order import Wanted
from nightcue.clinic.person import COLUMNS, Person
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, RoutineError, did_you_mean, one_line
from nightcue.language.library import find
from nightcue.language.reading import variables_of
from nightcue.locales import FIRST
from nightcue.programme.library import is_programme
from nightcue.programme.programme import Programme, ProgrammeError
from nightcue.programme.reading import read_programme
from nightcue.programme.tracks import name_of


def wanted_by(people: Sequence[Person], routines: Sequence[str]) -> list[Wanted]:
    """Return every track that is wanted, in the order of the table: of a programme, the tracks of all its weeks.

    A variable goes to those routines of a person that have it. Raises RoutineError or ProgrammeError for one of
    `routines` that is not there, and DamagedFileError with the place of each routine of a row that is not, of each row
    that has none, and of each column that no routine knows: a word may be misspelt there, and then no track would be as
    it was meant.
    """
    for name in routines:
        _found(name, None)
    wanted: list[Wanted] = []
    problems: list[Diagnostic] = []
    for person in people:
        try:
            found = _all_found(person, person.routines or routines)
        except DamagedFileError as error:
            problems += error.diagnostics
            continue
        for number, each in enumerate(found, 1):
            wanted += (
                _of_programme(person, each, number) if isinstance(each, Programme) else [_of(person, each, number)]
            )
        problems += _unknown_columns(person, [path for each in found for path in _files(each)])
    if problems:
        raise DamagedFileError(problems)
    return wanted


def _of(person: Person, routine: Path, number: int) -> Wanted:
    return Wanted(person, routine, number, _said_of(person, routine))


def _of_programme(person: Person, programme: Programme, number: int) -> Iterator[Wanted]:
    """Yield the tracks of a programme for a person; what the row says goes before what the weeks set."""
    said = {name: value for week in programme.weeks for name, value in _said_of(person, week.routine).items()}
    for weeks in programme.weeks_by_track(said):
        first = weeks[0]
        set_here = {name: str(value) for name, value in first.settings.items()}
        yield Wanted(
            person,
            first.routine,
            number,
            set_here | _said_of(person, first.routine),
            programme.name,
            tuple(week.number for week in weeks),
            name_of(weeks, programme),
        )


def _said_of(person: Person, routine: Path) -> dict[str, str]:
    """Return what the row says of the variables that a routine has."""
    known = variables_of_file(routine)
    return {name: value for name, value in person.said.items() if name in known and name not in COLUMNS}


def _files(found: Path | Programme) -> list[Path]:
    return [week.routine for week in found.weeks] if isinstance(found, Programme) else [found]


def _all_found(person: Person, names: Sequence[str]) -> list[Path | Programme]:
    """Return each routine or programme in the person's language, or in any where there is none in that one."""
    language = person.said.get("language")
    if not names:
        hint = "name a routine on the command line, or in the column 'routine'"
        raise person.refused("routine", "no-routine", "no routine is named for this person", hint)
    try:
        return [_found(name, language) for name in dict.fromkeys(names)]
    except ProgrammeError as error:
        first = error.diagnostics[0]
        raise person.refused("routine", first.code, f"{first.span}: {first.message}", first.hint) from None
    except RoutineError as error:
        first = error.diagnostics[0]
        raise person.refused("routine", first.code, first.message, first.hint) from None


@cache
def _found(name: str, language: str | None) -> Path | Programme:
    find_it = _programme if is_programme(name) else find
    try:
        return find_it(name, language)
    except (RoutineError, ProgrammeError, ValueError):
        if language is None:
            raise
        return find_it(name)


def _programme(name: str, language: str | None = None) -> Programme:
    return read_programme(name, language or FIRST)  # not as the profile of this machine has it


@cache
def variables_of_file(path: Path) -> frozenset[str]:
    """Return the names of the variables that a routine declares."""
    return variables_of(path)


def _unknown_columns(person: Person, paths: Sequence[Path]) -> list[Diagnostic]:
    known = {*COLUMNS, *(name for path in paths for name in variables_of_file(path))}
    return [
        Diagnostic(
            person.place(name),
            "unknown-column",
            f"'{one_line(name, 40)}' is no column of people, and no variable of this person's routine",
            did_you_mean(name[:40], sorted(known)) or f"there are {', '.join(sorted(known))}",
        )
        for name in person.said
        if name not in known
    ]

"""Which tracks are wanted: for each person of a table the routines of the row, or else those that all get."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from nightcue.clinic.order import Wanted
from nightcue.clinic.person import COLUMNS, Person
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, RoutineError, did_you_mean, one_line
from nightcue.language.library import find
from nightcue.language.reading import variables_of


def wanted_by(people: Sequence[Person], routines: Sequence[str]) -> list[Wanted]:
    """Return every track that is wanted, in the order of the table.

    A variable goes to those routines of a person that have it. Raises RoutineError for one of `routines` that is not
    there, and DamagedFileError with the place of each routine of a row that is not, of each row that has none, and of
    each column that no routine knows: a word may be misspelt there, and then no track would be as it was meant.
    """
    for name in routines:
        _found(name, None)
    wanted: list[Wanted] = []
    problems: list[Diagnostic] = []
    for person in people:
        try:
            paths = _paths(person, person.routines or routines)
        except DamagedFileError as error:
            problems += error.diagnostics
            continue
        for number, path in enumerate(paths, 1):
            known = variables_of_file(path)
            settings = {name: value for name, value in person.said.items() if name in known and name not in COLUMNS}
            wanted.append(Wanted(person, path, number, settings))
        problems += _unknown_columns(person, paths)
    if problems:
        raise DamagedFileError(problems)
    return wanted


def _paths(person: Person, names: Sequence[str]) -> list[Path]:
    """Return the file of each routine in the person's language, or in any where there is none in that one."""
    language = person.said.get("language")
    if not names:
        hint = "name a routine on the command line, or in the column 'routine'"
        raise person.refused("routine", "no-routine", "no routine is named for this person", hint)
    try:
        return [_found(name, language) for name in dict.fromkeys(names)]
    except RoutineError as error:
        first = error.diagnostics[0]
        raise person.refused("routine", first.code, first.message, first.hint) from None


@cache
def _found(name: str, language: str | None) -> Path:
    try:
        return find(name, language)
    except (RoutineError, ValueError):
        if language is None:
            raise
        return find(name)


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

"""Reading a programme file into a Programme, or a list of everything that is wrong in it and in its weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nightcue.building.options import language_of_the_profile, routine_file
from nightcue.language.checking import PlainFile, checked
from nightcue.language.diagnostics import Diagnostic, RoutineError, did_you_mean, one_line
from nightcue.language.library import is_path
from nightcue.language.names_of_files import folded
from nightcue.language.reading import read_routine, variables_of
from nightcue.language.routine import Routine
from nightcue.language.routine_source import RoutineSource
from nightcue.language.source import Mapping, Scalar, Value
from nightcue.programme.library import find_programme
from nightcue.programme.programme import Programme, ProgrammeError, Week
from nightcue.programme.written import WrittenProgramme, WrittenWeek
from nightcue.safety.advice import CODES
from nightcue.safety.reading.refusals import refused_in


def read_programme(programme: str | Path, language: str | None = None) -> Programme:
    """Return a programme given as a path or a name.

    The routines are those of the language that the programme names, or else of `language`, or else of the profile.
    Raises ProgrammeError with every problem of the file, each week's own among them: a routine that is not there, a
    variable that the routine does not have, a value that it cannot take; and a title that gives dangerous advice.
    """
    language = language or language_of_the_profile()
    path = programme if isinstance(programme, Path) else find_programme(programme, language)
    source = RoutineSource(path, error=ProgrammeError)
    content = _mapping(source.read())
    context = PlainFile(path)
    written = checked(WrittenProgramme, content, context)
    if written is None or context.problems:
        raise ProgrammeError(context.problems)
    problems = [*_wrong_name(written.programme, path), *_refused_title(written.title)]
    weeks, tags = [], []
    for number, (week, place) in enumerate(zip(written.weeks, content["weeks"], strict=True), 1):
        try:
            file = _routine(week.routine, path.parent, written.language or language)
            routine = _read(file, week)
        except RoutineError as error:
            problems += error.diagnostics
            continue
        tags.append(routine.speech.tag)
        weeks.append(Week(number, file, week.nights, week.vars, routine.vars, place.span))
    if problems:
        raise ProgrammeError(problems)
    return Programme(written.title, path.stem, path, tags[0], tuple(weeks))


def _mapping(value: Value) -> Mapping:
    if isinstance(value, Mapping):
        return value
    message = "a programme is a mapping that begins with its version and has weeks"
    raise ProgrammeError([Diagnostic(value.span, "wrong-shape", message, "start from `nightcue programme new NAME`")])


def _wrong_name(name: Scalar, path: Path) -> list[Diagnostic]:
    if folded(name) == folded(path.stem):
        return []
    message = f"this file is called '{one_line(path.stem)}', and the programme in it '{one_line(name)}'"
    return [Diagnostic(name.span, "other-name", message, f"write programme: {one_line(path.stem)}")]


def _refused_title(title: Scalar) -> Iterator[Diagnostic]:
    """Tell of a title that gives dangerous advice: a listener sees it, and no routine has it to be judged."""
    if advice := refused_in(title):
        fact = next(code.fact for code in CODES if code.code == advice.code)
        message = f"'{advice.fragment}' is advice that the documents warn of (fact {fact})"
        yield Diagnostic(title.span, advice.code, message, "say the opposite, or leave it out", fact=fact)


def _routine(written: Scalar, folder: Path, language: str | None) -> Path:
    if not is_path(written):
        try:
            return routine_file(written, language)
        except RoutineError as error:
            raise RoutineError([replace(each, span=written.span) for each in error.diagnostics]) from None
    path = folder / written
    if path.is_file():
        return path
    hint = "a path begins at the programme's own file; a routine of yours needs its name alone"
    raise RoutineError([Diagnostic(written.span, "missing-file", f"there is no file '{one_line(str(path))}'", hint)])


def _read(file: Path, week: WrittenWeek) -> Routine:
    """Return the routine as the week sets it; what is wrong with a setting is told at its place in the week."""
    known = variables_of(file)
    routine = read_routine(file, {name: value for name, value in week.vars.items() if name in known})
    if unknown := [name for name in week.vars if name not in known]:
        raise RoutineError(_no_variable(name, week, known) for name in unknown)
    return routine


def _no_variable(name: str, week: WrittenWeek, known: frozenset[str]) -> Diagnostic:
    message = f"the routine '{one_line(week.routine, 40)}' has no variable '{one_line(name, 40)}'"
    hint = did_you_mean(name, sorted(known)) if known else "this routine has no variables"
    return Diagnostic(week.vars.key_spans[name], "unknown-variable", message, hint)

"""Finding programmes: one's own in ./programmes, then the shipped ones; languages but English have subfolders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nightcue.language.diagnostics import DiagnosedError, Diagnostic, Span, did_you_mean, one_line
from nightcue.language.library import Shelved, is_path, shelves
from nightcue.language.names_of_files import folded
from nightcue.locales import FIRST, language_of
from nightcue.programme.programme import ProgrammeError

OWN = Path("programmes")
"""The folder of one's own programmes, in the working directory."""


def shelved_programmes() -> Iterator[Shelved]:
    """Yield every programme that can be named, one's own first; an own one hides the shipped one of its name."""
    return shelves(OWN)


def find_programme(programme: str, language: str | None = None) -> Path:
    """Return the file of a programme given as a path or a name, in a language or else in English.

    One that is there in no such language is taken in any other. Raises ProgrammeError if there is none.
    """
    if is_path(programme):
        return Path(programme)
    known = list(shelved_programmes())
    named = [each for each in known if folded(each.name) == folded(programme)]
    wanted = language_of(language or FIRST)
    if named:
        return next((each for each in named if each.language == wanted), named[0]).path
    message = f"there is no programme '{one_line(programme)}'"
    names = sorted({each.name for each in known})
    hint = did_you_mean(programme, names) or "`nightcue programme list` shows what there is"
    raise ProgrammeError([Diagnostic(Span(Path(one_line(programme))), "unknown-programme", message, hint)])


def is_programme(name: str) -> bool:
    """Return whether a programme is meant where a routine may stand too; a routine goes before one of the same name."""
    if is_path(name):
        return _holds_weeks(Path(name))
    return _is_among(name, shelved_programmes()) and not _is_among(name, shelves())


def _is_among(name: str, shelved: Iterable[Shelved]) -> bool:
    return any(folded(each.name) == folded(name) for each in shelved)


def _holds_weeks(path: Path) -> bool:
    """Return whether a file is a programme; one that cannot be read is told of as a routine."""
    from nightcue.language.routine_source import RoutineSource  # takes long to load, and a name does not need it
    from nightcue.language.source import Mapping

    try:
        content = RoutineSource(path).read()
    except (DiagnosedError, OSError):
        return False
    return isinstance(content, Mapping) and "weeks" in content and "steps" not in content

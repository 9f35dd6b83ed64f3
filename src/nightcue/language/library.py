"""Finding routines: one's own in ./routines, then the shipped ones; languages but English have subfolders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nightcue.grounds import rests_on_names
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span, did_you_mean, one_line
from nightcue.language.names_of_files import ENDINGS, folded, named_files, names_like_routines, shipped_folder
from nightcue.language.other_files import beginning_of, no_routine, what_it_is
from nightcue.locales import FIRST, LANGUAGES, language_of

OWN = Path("routines")
"""The folder of one's own routines, in the working directory."""


@dataclass(frozen=True)
class Shelved:
    """A routine that a command can name: its `name`, the language of its folder, and whether it is one's own."""

    name: str
    language: str
    path: Path
    own: bool


def shipped(folder: str) -> Path:
    """Return the folder `routines` or `seeds` of nightcue: in the package, or next to src in a checkout."""
    return Path(shipped_folder(folder))


def shipped_routine(name: str, language: str) -> Path:
    """Return the path of the shipped routine `name` in `language`, even if ./routines has one of that name."""
    return folder_in(shipped("routines"), language) / f"{name}.yaml"


def own_routine(name: str, language: str) -> Path:
    """Return the path that one's own routine `name` in `language` has or would have."""
    named = [folder_in(OWN, language) / f"{name}{ending}" for ending in ENDINGS]
    rests_on_names(folder_in(OWN, language))
    return next((path for path in named if os.path.lexists(path)), named[0])


def routine_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are named like routines, sorted; empty if there is no such folder."""
    return [folder / name for name in names_like_routines(str(folder))]


def routine_folders(own_folder: Path = OWN) -> list[Path]:
    """Return the folders that one's own routines lie in, by language; some may not be there."""
    return [folder_in(own_folder, language) for language in LANGUAGES]


def shelves(own_folder: Path = OWN) -> Iterator[Shelved]:
    """Yield every routine, one's own first; an own one hides the shipped one of the same folded name.

    With another folder of one's own, such as ./programmes, what is in that, and the shipped ones of its name.
    """
    for named in named_files(str(own_folder)):
        yield Shelved(named.name, named.language, Path(named.path), named.own)


def closed(own_folder: Path = OWN) -> str | None:
    """Return a message if the system does not allow one's own routines to be read, else None."""
    for folder in routine_folders(own_folder):
        rests_on_names(folder)
        try:
            next(folder.iterdir(), None)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            return f"{folder} cannot be read ({error.strerror}), so the {own_folder.name} in it are missing here"
    return None


def alike() -> list[list[Path]]:
    """Return one's own routines with the same name but for capitals or ending, together."""
    found: dict[tuple[str, str], list[Path]] = {}
    for shelved in shelves():
        if shelved.own:
            found.setdefault((folded(shelved.name), shelved.language), []).append(shelved.path)
    return [paths for paths in found.values() if len(paths) > 1]


def told_alike(paths: Iterable[Path]) -> str:
    """Return the message about routines with the same name but for capitals or ending."""
    named = list(paths)
    where = " on many disks" if len({path.stem for path in named}) > 1 else ""
    return f"{' and '.join(one_line(str(path)) for path in named)} have the same name{where}; rename one of them"


def is_path(routine: str) -> bool:
    """Return whether what was typed is a path rather than a name."""
    return routine.endswith(ENDINGS) or "/" in routine or "\\" in routine


def find(routine: str, language: str | None = None) -> Path:
    """Return the file of a routine given as a path or a name; `language` chooses between files of one name.

    Raises RoutineError if there is none, with the closest name, or if several differ from it only in capitals.
    """
    if is_path(routine):
        path = Path(routine)
        if not os.path.lexists(path) and (misnamed := _misnamed(routine)):
            raise RoutineError([misnamed])
        return path
    known = list(shelves())
    wanted = language_of(language or FIRST)
    named = [shelved for shelved in known if folded(shelved.name) == folded(routine)]
    fitting = named if language is None and len(named) == 1 else [each for each in named if each.language == wanted]
    typed = [each for each in fitting if each.name == routine] or fitting
    if len(typed) == 1:
        return typed[0].path
    if typed:
        raise RoutineError([Diagnostic(Span(typed[0].path), "same-name", told_alike(each.path for each in typed))])
    shown = one_line(routine)
    if named:
        there = ", ".join(shelved.language for shelved in named)
        message, hint = f"there is no routine '{shown}' in '{wanted}'", f"there is one in: {there}"
    else:
        if misnamed := _misnamed(routine):
            raise RoutineError([misnamed])
        message = f"there is no routine '{shown}'"
        beside = next((path for ending in ENDINGS if _is_file(path := Path(f"{routine}{ending}"))), None)
        if beside:
            hint = f"the file here is {one_line(str(beside))}: write that, or move it into {OWN}"
            raise RoutineError([Diagnostic(Span(Path(shown)), "unknown-routine", message, hint)])
        hint = did_you_mean(routine, sorted({s.name for s in known})) or "`nightcue list` shows what there is"
    raise RoutineError([Diagnostic(Span(Path(shown)), "unknown-routine", message, hint)])


def _misnamed(routine: str) -> Diagnostic | None:
    """Return what is wrong with a file that is there but is not named like a routine, or None."""
    hidden = [folder / f"{routine}{ending}.txt" for folder in (OWN, Path()) for ending in ("", *ENDINGS)]
    path = next((path for path in (Path(routine), *hidden) if _is_file(path)), None)
    if path is None:
        return None
    if what := what_it_is(beginning_of(path)):
        return no_routine(path, what)
    better = path.stem if path.stem.endswith(ENDINGS) else f"{path.stem}.yaml"
    message = f"this file is there, but the name of a routine ends in .yaml, and this one in {path.suffix or 'nothing'}"
    return Diagnostic(Span(path), "not-yaml", message, f"rename it to {better}")


def folder_in(root: Path, language: str) -> Path:
    """Return the folder of a language's routines below `root`: `root` itself for English, else a subfolder."""
    return root if language == FIRST else root / language


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False

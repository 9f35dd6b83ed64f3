"""Where routines are: one's own in ./routines, then the shipped ones; a folder each for languages but English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nightcue.language.diagnostics import Diagnostic, RoutineError, Span, did_you_mean, one_line
from nightcue.locales import FIRST, LANGUAGES, language_of

OWN = Path("routines")
"""The folder of one's own routines, in the working directory."""


@dataclass(frozen=True)
class Shelved:
    """A routine file that can be named: `name` as typed, the language of its folder, and whether it is one's own."""

    name: str
    language: str
    path: Path
    own: bool


def shipped(folder: str) -> Path:
    """The folder `routines` or `seeds` that comes with nightcue: inside the package, or beside src in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / folder
    return installed if installed.is_dir() else package.parents[1] / folder


def shipped_routine(name: str, language: str) -> Path:
    """Where the shipped routine `name` in `language` is, whatever there is in ./routines."""
    return folder_in(shipped("routines"), language) / f"{name}.yaml"


def own_routine(name: str, language: str) -> Path:
    """Where the routine `name` of one's own in `language` would be."""
    return folder_in(OWN, language) / f"{name}.yaml"


def folded(name: str) -> str:
    """The name as a disk compares it that knows no capitals and one way to write an accent."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shelves() -> Iterator[Shelved]:
    """Every routine that can be named, one's own first; an own one hides the shipped one of the same folded name."""
    own_names: set[tuple[str, str]] = set()
    roots = [(OWN, True), (shipped("routines"), False)]
    if _is_folder(OWN) and OWN.resolve() == roots[1][0].resolve():
        roots = roots[1:]
    for root, own in roots:
        for language in LANGUAGES:
            folder = folder_in(root, language)
            for path in sorted(folder.glob("*.yaml")) if _is_folder(folder) else []:
                key = (folded(path.stem), language)
                if own:
                    own_names.add(key)
                if own or key not in own_names:
                    yield Shelved(path.stem, language, path, own)


def alike() -> list[list[Path]]:
    """One's own routines that are called alike: a disk that knows no capitals holds one of them alone."""
    found: dict[tuple[str, str], list[Path]] = {}
    for shelved in shelves():
        if shelved.own:
            found.setdefault((folded(shelved.name), shelved.language), []).append(shelved.path)
    return [paths for paths in found.values() if len(paths) > 1]


def told_alike(paths: Iterable[Path]) -> str:
    """What to say of routines that are called alike."""
    return f"{' and '.join(one_line(str(path)) for path in paths)} have the same name on many disks; rename one of them"


def find(routine: str, language: str | None = None) -> Path:
    """The file of a routine given as a path or a name; `language` chooses among the files of one name.

    Raises RoutineError when there is none, with the closest name, or several that are called alike and none as typed.
    """
    if routine.endswith((".yaml", ".yml")) or "/" in routine or "\\" in routine:
        return Path(routine)
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
        message = f"there is no routine '{shown}'"
        hint = did_you_mean(routine, sorted({s.name for s in known})) or "`nightcue list` shows what there is"
    raise RoutineError([Diagnostic(Span(Path(shown)), "unknown-routine", message, hint)])


def folder_in(root: Path, language: str) -> Path:
    """Where the routines of a language are in a folder of routines: English ones in it, others in one of their own."""
    return root if language == FIRST else root / language


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; one in a folder that may not be entered is none."""
    try:
        return path.is_dir()
    except OSError:
        return False

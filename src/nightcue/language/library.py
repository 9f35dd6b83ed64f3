"""Where routines are: one's own in ./routines, then the shipped ones; a folder each for languages but English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
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


def folder_of(root: Path, language: str) -> Path:
    """Where the routines of a language are in a folder of routines: English ones in it, others in one of their own."""
    return root if language == FIRST else root / language


def folded(name: str) -> str:
    """The name as a disk compares it that knows no capitals and one way to write an accent."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shelves() -> Iterator[Shelved]:
    """Every routine that can be named, one's own first; an own one hides the shipped one of the same folded name."""
    own_names: set[tuple[str, str]] = set()
    roots = [(OWN, True), (shipped("routines"), False)]
    if OWN.is_dir() and OWN.resolve() == roots[1][0].resolve():
        roots = roots[1:]
    for root, own in roots:
        for language in LANGUAGES:
            folder = folder_of(root, language)
            for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
                key = (folded(path.stem), language)
                if own:
                    own_names.add(key)
                if own or key not in own_names:
                    yield Shelved(path.stem, language, path, own)


def find(routine: str, language: str | None = None) -> Path:
    """The file of a routine given as a path or a name; `language` chooses among the files of one name.

    Raises RoutineError when there is none, with the closest name.
    """
    if routine.endswith((".yaml", ".yml")) or "/" in routine or "\\" in routine:
        return Path(routine)
    known = list(shelves())
    wanted = language_of(language or FIRST)
    named = [shelved for shelved in known if folded(shelved.name) == folded(routine)]
    named.sort(key=lambda shelved: shelved.name != routine)  # as it is typed, where two differ in that alone
    for shelved in named:
        if shelved.language == wanted or (language is None and len(named) == 1):
            return shelved.path
    shown = one_line(routine)
    if named:
        there = ", ".join(shelved.language for shelved in named)
        message, hint = f"there is no routine '{shown}' in '{wanted}'", f"there is one in: {there}"
    else:
        message = f"there is no routine '{shown}'"
        hint = did_you_mean(routine, sorted({s.name for s in known})) or "`nightcue list` shows what there is"
    raise RoutineError([Diagnostic(Span(Path(shown)), "unknown-routine", message, hint)])

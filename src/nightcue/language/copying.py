"""Copying a routine with everything it includes, as the start of one's own."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from nightcue.language.library import OWN, folder_in, routine_files
from nightcue.language.locale_files import words_of
from nightcue.language.names_of_files import REVIEWED, folded
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine
from nightcue.locales import FIRST
from nightcue.patterns import compiled
from nightcue.storage.reading import read_file

_NAME = compiled(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_MODELINE = compiled(r"#\s*yaml-language-server:.*")
SCHEMA = "schema.json"


class NameTakenError(Exception):
    """There is such a routine, or programme, already."""


class UnusableNameError(Exception):
    """A routine, or a programme, cannot have this name."""


def copy_of(source: Path, name: str) -> dict[Path, bytes]:
    """Return the new files for a copy of the routine at `source` as ./routines/NAME.yaml, each with its content.

    The parts that are missing there come first, the routine last. It begins with a note, in its language, on how to
    make it one's own. Raises NameTakenError, UnusableNameError, OSError, and RoutineError for one with errors.
    """
    see_name(name)
    routine = read_routine(source)
    language = routine.speech.locale.language
    folder = folder_in(OWN, language)
    target = folder / f"{name}.yaml"
    see_free(target)
    here = source.resolve().parent
    copies = [(used, folder / used.relative_to(here)) for used in [*routine.files, here / SCHEMA]]
    if folder != OWN:
        # languages in subfolders share the schema of the parent folder
        copies.append((here.parent / SCHEMA, OWN / SCHEMA))
    # what somebody has read in the original counts as read in its copy
    copies.append((source.with_name(f"{source.stem}{REVIEWED}"), folder / f"{name}{REVIEWED}"))
    missing = {copy: read_file(used) for used, copy in copies if used.is_file() and not copy.exists()}
    return missing | {target: _with_note(source, routine, name).encode()}


def see_name(name: str) -> None:
    """Raise UnusableNameError for a name that no file of one's own can have on every disk and in every shell."""
    if not _NAME.fullmatch(name):
        raise UnusableNameError(f"'{name[:64]}' cannot be a name: letters, digits, - and _, such as my-bedtime")


def see_free(target: Path) -> None:
    """Raise NameTakenError where a case-insensitive disk takes the name of another file for that of `target`."""
    for path in routine_files(target.parent):
        if folded(path.stem) == folded(target.stem):
            raise NameTakenError(f"{path} is there already; choose another name, or edit that one")


def words_for(name: str, language: str) -> str:
    """Return the arguments for a command such as `nightcue build` that select the routine `name` in `language`."""
    return name if language == FIRST else f"{name} --lang {language}"


def _with_note(source: Path, routine: Routine, name: str) -> str:
    """Return the routine's text with a note; the modeline stays the first line, where editors look for it."""
    text = read_file(source).decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    language = routine.speech.locale.language
    # a copy of a copy has an old note with the wrong name
    every_part = words_of("copies", language)
    old = set(_note(language, source.stem, every_part))
    lines = [line for line in text.splitlines(keepends=True) if line.rstrip() not in old]
    modeline = [lines.pop(0)] if _MODELINE.fullmatch(lines[0].rstrip()) else []
    told = {"vars": routine.vars, "facts": routine.facts, "include": routine.files}
    note = _note(language, name, [part for part in every_part if told.get(part, True)])
    return "".join([*modeline, *(line + newline for line in note), *lines])


def _note(language: str, name: str, parts: Collection[str]) -> list[str]:
    """Return the lines of the note in `language` on `parts` of a routine."""
    text = "".join(words_of("copies", language)[part] for part in parts)
    return [f"# {line}" for line in text.format(words=words_for(name, language)).splitlines()]

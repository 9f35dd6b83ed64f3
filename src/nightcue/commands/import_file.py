"""nightcue import: a routine from what people already have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.amounts import how_many
from nightcue.commands.build_options import requested
from nightcue.commands.options import Target, language_option, overwrite_option
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.importing.draft import Draft

FORMATS = ("text", "markdown", "phrases", "ssml", "speech-markdown", "ssmd", "w2a", "json", "csv")
"""The names of formats; recognising.py has what reads each, and a test compares them."""

_HELP_MISSING = {"no-notice", "no-help"}
"""The codes of rules whose way out is to include the part of that name."""
_HELP = Path("parts", "when-to-get-help.yaml")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path), metavar="FILE")
@click.option("-o", "--output", type=Target(), metavar="PATH", help="The routine to write; else routines/NAME.yaml.")
@click.option("--from", "format", type=click.Choice(FORMATS), help="The format, where it is not recognised.")
@language_option
@overwrite_option
def command(file: Path, output: Path | None, format: str | None, language: str | None, overwrite: bool) -> None:
    """Make a routine from FILE: a text with pauses, SSML, a workout, a list of intervals.

    Pauses such as [pause 5s] become silences of exactly that length, headings become chapters. What a routine cannot
    keep is told, with its line. FILE stays as it is.

    \b
    Examples:
      nightcue import evening.md
      nightcue import talk.ssml -o routines/talk.yaml
      nightcue import frases.txt --from phrases --lang es
    """
    from nightcue.commands.exit_codes import show
    from nightcue.importing.reading import draft_of, told_once

    draft, name = draft_of(file, format, language)
    path = output or _own_path(draft)
    _see_ending(path)
    _write(draft, path, overwrite)
    show(*told_once(draft))
    tell(path, f"made from {file}, read as {name}, in {draft.language}: {_counted(draft)}")
    _tell_what_is_missing(path, draft.language or "")


def _own_path(draft: Draft) -> Path:
    """Return where the routine goes under ./routines. Raises click.BadParameter for the name of one that came along."""
    from nightcue.importing.naming import name_for
    from nightcue.language.library import own_routine, shipped_routine
    from nightcue.locales import language_of

    name, language = name_for(draft.path.stem), language_of(draft.language or "")
    if shipped_routine(name, language).exists():
        way = f"name another file: -o {own_routine(f'my-{name}', language)}"
        raise click.BadParameter(f"a routine that comes with nightcue is called {name}; {way}", param_hint="FILE")
    return own_routine(name, language)


def _see_ending(path: Path) -> None:
    from nightcue.language.names_of_files import ENDINGS

    if path.suffix not in ENDINGS:
        raise click.BadParameter(f"a routine ends in {' or '.join(ENDINGS)}: {path}", param_hint="-o")


def _write(draft: Draft, path: Path, overwrite: bool) -> None:
    """Write the routine. Raises OutputError, also where somebody's file is there."""
    from nightcue.audio.track import output_errors
    from nightcue.importing.writing import routine_of
    from nightcue.storage.atomic_file import atomic_file
    from nightcue.storage.targets import see_on_disk, target

    with output_errors(path):
        end = target(path, is_ours=lambda _: False, overwrite=overwrite, read=[draft.path])
        end.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(end) as written:
            written.write(routine_of(draft, _words_for(path)).encode())
            see_on_disk(written)


def _words_for(path: Path) -> str:
    """Return what names the routine after a command: its name where it lies among one's own, else its path."""
    from nightcue.language.copying import words_for
    from nightcue.language.library import OWN
    from nightcue.locales import FIRST, LANGUAGES

    for language in LANGUAGES:
        folder = OWN if language == FIRST else OWN / language
        if path.parent == folder and path.suffix == ".yaml" and " " not in path.name:
            return words_for(path.stem, language)
    return f'"{path}"' if " " in str(path) else str(path)


def _counted(draft: Draft) -> str:
    from nightcue.importing.counting import counted

    count = counted(draft.items)
    return f"{how_many(count.lines, 'line')}, {how_many(count.silences, 'silence')}, {count.time} of silence"


def _tell_what_is_missing(path: Path, language: str) -> None:
    """Check the routine as `nightcue check` does, say what to add, and end with its exit code."""
    from nightcue.building.checking import check_routine
    from nightcue.commands.exit_codes import ROUTINE_HAS_ERRORS, show
    from nightcue.commands.progress import shown
    from nightcue.language.diagnostics import UNREVIEWED

    with shown(path.stem) as progress:
        found = check_routine(requested(path), progress)
    words = _words_for(path)
    if any(each.code in _HELP_MISSING for each in found):
        _bring_help(path, language)
    show(*(each for each in found if each.code != UNREVIEWED))
    if any(each.code == UNREVIEWED for each in found):
        tell(f"The words are yours, and nobody has read them here yet: nightcue review {words}")
    if any(each.severity == "error" for each in found):
        tell(f"Change what is marked as an error, and look again: nightcue check {words}")
        raise SystemExit(ROUTINE_HAS_ERRORS)
    tell(f"Edit it, then: nightcue build {words}")


def _bring_help(path: Path, language: str) -> None:
    """Copy the part on when to get help beside the routine, so that the line that includes it can be added."""
    from nightcue.language.library import folder_in, shipped
    from nightcue.locales import language_of
    from nightcue.storage.atomic_files import write_together
    from nightcue.storage.reading import read_file

    part, copy = folder_in(shipped("routines"), language_of(language)) / _HELP, path.parent / _HELP
    if part.is_file() and not copy.exists():
        write_together({copy: read_file(part)})
        tell(copy, "what is missing below is in that file: add the line of the hint under `steps`")

"""nightcue build: make tracks."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.commands.choosing import allow_option, choices, chosen, cleared_option
from nightcue.commands.options import RoutineName, language_option, recordings_option, settings_option, voice_option

if TYPE_CHECKING:
    from nightcue.build import Choices

OUTPUT_FOLDER = Path("audio_out")
_NOT_ASKED = {"routines", "every", "language", "force"}
"""Options that choose among routines, and change nothing in a track."""


@click.command("build")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="ROUTINE...")
@click.option("--all", "every", is_flag=True, help="Build every routine that `nightcue list` shows.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
@click.option("--format", "format", metavar="FORMAT", help="mp3 (the usual), wav, flac, ogg or opus.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write, or a folder for it.")
@click.option("--force", is_flag=True, help="Build even where nothing has changed.")
def command(
    routines: tuple[str, ...],
    every: bool,
    language: str | None,
    voice: str | None,
    settings: dict[str, str],
    allow: tuple[str, ...],
    recordings: Path | None,
    cleared_by: str | None,
    format: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Make a track from each ROUTINE, in audio_out/NAME.LANG.mp3.

    \b
    Examples:
      nightcue build bedtime
      nightcue build bedtime --set hold=30s --format ogg
      nightcue build routines/mine.yaml -o mine.mp3
    """
    paths = _paths(routines, every, language)
    format = _format(format, output)
    is_file = output is not None and not output.is_dir() and (output.exists() or output.suffix != "")
    if is_file and len(paths) > 1:
        raise click.UsageError(f"{len(paths)} routines cannot all become {output}; name a folder")
    asked = {name: value for name, value in click.get_current_context().params.items() if name not in _NOT_ASKED}
    failed: list[Exception] = []
    for path in paths:
        if not force and _is_unchanged(path, asked):
            continue
        try:
            wanted = choices(settings, voice, allow, cleared_by, recordings)
            _build(path, wanted, asked, format, output if is_file else None, output or OUTPUT_FOLDER)
        except Exception as error:
            from nightcue.commands.endings import exit_code, explain

            if exit_code(error) is None or len(paths) == 1:
                raise
            explain(error)
            failed.append(error)
    if failed:
        from nightcue.commands.endings import exit_code

        click.echo(f"{len(failed)} of {len(paths)} routines were not built", err=True)
        raise SystemExit(max(exit_code(error) or 0 for error in failed))


def _is_unchanged(path: Path, asked: dict[str, object]) -> bool:
    """Whether the last track of this is still what a build would make; says so if it is."""
    from nightcue.recipe import recall

    recipe = recall(path, asked)
    if recipe is None:
        return False
    from nightcue.commands.times import clock, size

    target = Path(recipe.target)
    click.echo(f"{target}  {clock(recipe.seconds)}  {size(target.stat().st_size)}  nothing has changed")
    _tell(recipe.note)
    return True


def _build(path: Path, wanted: Choices, asked: dict[str, object], format: str, file: Path | None, folder: Path) -> None:
    from nightcue.build import compile_routine, output_path, write
    from nightcue.commands.endings import show
    from nightcue.commands.progress import shown
    from nightcue.commands.times import clock, size
    from nightcue.recipe import Recipe, changed_since, program, remember, states

    began, started = time.monotonic(), time.time_ns()
    with shown(path.stem) as progress:
        compiled = compile_routine(path, wanted, progress)
        target = file or output_path(compiled.timeline, folder, format)
        digest = write(compiled, target, format, progress)
    show(*compiled.timeline.warnings)
    took = time.monotonic() - began
    click.echo(f"{target}  {clock(compiled.timeline.duration)}  {size(target.stat().st_size)}  in {took:.1f} s")
    _tell(compiled.note)
    # warnings are to be seen again, and what was written meanwhile is not what was read
    if not compiled.timeline.warnings and not changed_since(compiled.looked_at, started):
        found = states(compiled.looked_at)
        remember(path, asked, Recipe(str(target), digest, compiled.timeline.duration, found, program(), compiled.note))


def _tell(note: str | None) -> None:
    if note:
        click.echo(f"note: {note}", err=True)


def _paths(routines: tuple[str, ...], every: bool, language: str | None) -> list[Path]:
    from nightcue.language.library import shelves

    if every == bool(routines):
        raise click.UsageError("name the routines to build, or --all; `nightcue list` shows what there is")
    if every:
        return [shelved.path for shelved in shelves() if language in (None, shelved.language)]
    return [chosen(routine, language) for routine in routines]


def _format(format: str | None, output: Path | None) -> str:
    from nightcue.audio.encoders import FORMATS

    if format is None:
        named = output.suffix[1:].lower() if output is not None else ""
        format = named if named in FORMATS else FORMATS[0]
    if format not in FORMATS:
        raise click.BadParameter(
            f"there is no format '{format}'; there are {', '.join(FORMATS)}", param_hint="--format"
        )
    return format

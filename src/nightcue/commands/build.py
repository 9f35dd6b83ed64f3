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
    wanted = choices(settings, voice, allow, cleared_by, recordings)
    failed: list[Exception] = []
    for path in paths:
        try:
            _build(path, wanted, format, output if is_file else None, output or OUTPUT_FOLDER)
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


def _build(path: Path, wanted: Choices, format: str, file: Path | None, folder: Path) -> None:
    from nightcue.build import compile_routine, output_path, write
    from nightcue.commands.endings import show
    from nightcue.commands.progress import shown
    from nightcue.commands.times import clock, size

    began = time.monotonic()
    with shown(path.stem) as progress:
        compiled = compile_routine(path, wanted, progress)
        target = file or output_path(compiled.timeline, folder, format)
        write(compiled, target, format, progress)
    show(*compiled.timeline.warnings)
    took = time.monotonic() - began
    click.echo(f"{target}  {clock(compiled.timeline.duration)}  {size(target.stat().st_size)}  in {took:.1f} s")
    if compiled.note:
        click.echo(f"note: {compiled.note}", err=True)


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

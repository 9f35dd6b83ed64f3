"""nightcue build: make tracks."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import click

from nightcue.building.incremental import Order
from nightcue.commands.build_options import allow_option, choices, chosen, cleared_option
from nightcue.commands.options import (
    RoutineName,
    Target,
    beside_option,
    language_option,
    overwrite_option,
    recordings_option,
    settings_option,
    voice_option,
)
from nightcue.terminal import tell

OUTPUT_FOLDER = Path("audio_out")
_NOT_ASKED = {"routines", "every", "language", "force", "watched", "jobs"}
"""Options that choose among routines and ways to build them, and change nothing in a track."""
_TYPED = {
    "voice": "--voice",
    "settings": "--set",
    "allow": "--allow",
    "recordings": "--recordings",
    "cleared_by": "--cleared-by",
    "format": "--format",
    "output": "--output",
    "split": "--split",
    "beside": "--with",
    "overwrite": "--overwrite",
}
"""What changes a track, by the options it is asked for with."""


@click.command("build")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="ROUTINE...")
@click.option("--all", "every", is_flag=True, help="Build every routine that `nightcue list` shows.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
@click.option("--format", "format", metavar="FORMAT", help="mp3 (the usual), wav, flac, ogg, opus, m4a or m4b.")
@click.option("-o", "--output", type=Target(), help="The file to write, or a folder for it.")
@click.option("--split", is_flag=True, help="One track a chapter and a playlist, in a folder of their own.")
@beside_option
@click.option("--force", is_flag=True, help="Build even where nothing has changed.")
@overwrite_option
@click.option("--watch", "watched", is_flag=True, help="Go on, and build again whenever something is saved.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    metavar="N",
    help="Build N routines at a time.",
)
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
    split: bool,
    beside: tuple[str, ...],
    force: bool,
    overwrite: bool,
    watched: bool,
    jobs: int,
) -> None:
    """Make a track from each ROUTINE, in audio_out/NAME.LANG.mp3.

    \b
    Examples:
      nightcue build bedtime
      nightcue build bedtime --set hold=30s --format ogg
      nightcue build bedtime --split --with lrc
      nightcue build routines/mine.yaml -o mine.mp3
      nightcue build mine --watch
      nightcue build --all --jobs 2
    """
    from nightcue.building.rescue_cache import keep_rescue_ready
    from nightcue.commands.colliding import told_apart
    from nightcue.commands.exit_codes import WRONG_USAGE

    asked_for = _paths(routines, every, language)
    is_file = _names_a_file(output, split)
    if output is not None and is_file and output.suffix[1:].lower() in beside:
        raise click.UsageError(f"{output} cannot be both the track and what is written beside it")
    format = _format(format, output, split)
    if is_file and len(asked_for) > 1:
        raise click.UsageError(f"{len(asked_for)} routines cannot all become {output}; name a folder")
    paths = told_apart(asked_for)
    asked = asked_in(click.get_current_context())
    wanted = cache(lambda: choices(settings, voice, allow, cleared_by, recordings))
    file, folder = output if is_file else None, output or OUTPUT_FOLDER
    # a name that nobody gave is ours, and a damaged track under it is replaced
    replaced = overwrite or (output is None and not split)
    order = Order(asked, wanted, format, file, folder, force, split, beside, replaced)
    if watched:
        from nightcue.building.watch import watch

        keep_rescue_ready(paths)
        watch(lambda: _made_again(order, paths))
        return
    if jobs > 1 and len(paths) > 1:
        from nightcue.building.parallel import build_side_by_side

        codes = build_side_by_side(paths, typed(asked, force), jobs)
    else:
        codes = [_made(order, path, alone=len(asked_for) == 1) for path in paths]
    # last, so that nobody who waits for a track waits for this too
    keep_rescue_ready(paths)
    codes += [WRONG_USAGE] * (len(asked_for) - len(paths))
    _end(codes, len(asked_for))


def _made(order: Order, path: Path, alone: bool) -> int:
    """Make one track; returns the exit code, unless it is the only one: then what went wrong is raised."""
    try:
        order.make(path)
    except Exception as error:
        from nightcue.commands.exit_codes import exit_code, explain

        code = exit_code(error)
        if code is None or alone:
            raise
        explain(error)
        return code
    return 0


def _made_again(order: Order, paths: list[Path]) -> list[Path]:
    """Make every track, say what is wrong with those that cannot be made, and return what all of them depend on."""
    looked_at: list[Path] = []
    for path in paths:
        try:
            looked_at += order.make(path)
        except Exception as error:
            from nightcue.commands.exit_codes import exit_code, explain

            if exit_code(error) is None:
                raise
            explain(error)
            looked_at += [path, *path.parent.glob("*.yaml"), *path.parent.glob("parts/*.yaml")]
    return looked_at


def _end(codes: list[int], count: int) -> None:
    """End with the gravest of the exit codes, if any is one of failure."""
    failed = sum(code != 0 for code in codes)
    if failed:
        tell(f"{failed} of {count} routines were not built", err=True)
        raise SystemExit(max(codes))


def asked_in(context: click.Context) -> dict[str, Any]:
    """What changes a track, as it was asked for in a call of this command."""
    return {name: value for name, value in context.params.items() if name not in _NOT_ASKED}


def order_like_build(asked: dict[str, Any]) -> Order:
    """What this command makes with the options `asked` and no other, so that a track it has made is not made again."""
    with command.make_context("build", ["bedtime"]) as context:
        whole = asked_in(context) | asked
    return Order(whole, cache(lambda: choices(**asked)), "mp3", None, OUTPUT_FOLDER, force=False)


def typed(asked: dict[str, Any], force: bool = False) -> list[str]:
    """The options of this command as they are typed, for another one like it."""
    words = ["--force"] if force else []
    for name, option in _TYPED.items():
        value = asked.get(name)
        if isinstance(value, bool):
            words += [option] if value else []
            continue
        each = [f"{k}={v}" for k, v in value.items()] if isinstance(value, dict) else value
        for item in each if isinstance(each, list | tuple) else [each] if each is not None else []:
            words += [option, str(item)]
    return words


def _names_a_file(output: Path | None, split: bool) -> bool:
    """Whether the track is to be called `output`, and not to go into it; for chapters it needs a track's ending."""
    from nightcue.audio.encoders import FORMATS
    from nightcue.storage.targets import is_folder

    if output is None or is_folder(output):
        return False
    return output.suffix[1:].lower() in FORMATS if split else os.path.lexists(output) or output.suffix != ""


def _paths(routines: tuple[str, ...], every: bool, language: str | None) -> list[Path]:
    from nightcue.language.library import shelves

    if every == bool(routines):
        raise click.UsageError("name the routines to build, or --all; `nightcue list` shows what there is")
    if every:
        return [shelved.path for shelved in shelves() if language in (None, shelved.language)]
    return [*dict.fromkeys(chosen(routine, language) for routine in routines)]


def _format(format: str | None, output: Path | None, split: bool) -> str:
    from nightcue.audio.encoders import FORMATS, missing_extra
    from nightcue.storage.targets import is_folder

    named = output.suffix[1:].lower() if output is not None and not is_folder(output) else ""
    if split and named not in FORMATS:  # the name of a folder
        named = ""
    if format not in (None, *FORMATS):
        raise click.BadParameter(
            f"there is no format '{format}'; there are {', '.join(FORMATS)}", param_hint="--format"
        )
    if format is None and named not in ("", *FORMATS):
        ways = f"end it in one of {', '.join(FORMATS)}, or say the --format"
        raise click.BadParameter(f"{output} ends in no format that is written; {ways}", param_hint="--output")
    if format and named in FORMATS and named != format:
        raise click.BadParameter(f"{output} ends as {named} does, and --format says {format}", param_hint="--output")
    format = format or named or FORMATS[0]
    if extra := missing_extra(format):
        raise click.UsageError(f"{format} is written by a package that is not here: pip install 'nightcue[{extra}]'")
    return format

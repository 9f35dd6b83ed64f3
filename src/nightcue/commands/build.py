"""nightcue build: make tracks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.build_options import (
    allow_option,
    brief_option,
    chosen,
    cleared_option,
    full_option,
    requested,
    tell_what_is_closed,
)
from nightcue.commands.options import (
    STDOUT,
    RoutineName,
    TrackTarget,
    beside_option,
    completed,
    language_option,
    overwrite_option,
    recordings_option,
    settings_option,
    voice_option,
)
from nightcue.commands.streaming import FORMATS as STREAMED
from nightcue.commands.streaming import refuse, stream
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest


@click.command("build")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="ROUTINE...")
@click.option("--all", "every", is_flag=True, help="Build every routine that `nightcue list` shows.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
@brief_option
@full_option
@click.option(
    "--format",
    "format",
    metavar="FORMAT",
    shell_complete=completed("formats"),
    help="mp3 (the usual), wav, flac, ogg, opus, m4a or m4b.",
)
@click.option("-o", "--output", type=TrackTarget(), help="The file to write, a folder for it, or - for stdout.")
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
    output: Path | None,
    split: bool,
    watched: bool,
    jobs: int,
    **asked: Any,
) -> None:
    """Make a track from each ROUTINE, in audio_out/NAME.LANG.mp3.

    \b
    Examples:
      nightcue build bedtime
      nightcue build bedtime --set hold=30s --format ogg
      nightcue build bedtime --split --with lrc
      nightcue build routines/mine.yaml -o mine.mp3
      nightcue build bedtime --format wav -o - | aplay
      nightcue build mine --watch
      nightcue build --all --jobs 2
    """
    from nightcue.building.options import names_a_file
    from nightcue.commands.colliding import told_apart
    from nightcue.commands.exit_codes import WRONG_USAGE
    from nightcue.commands.rescue_ready import keep_rescue_ready
    from nightcue.said_before import keep

    asked_for = _paths(routines, every, language)
    if output is STDOUT:
        alone = {"--split": split, "--with": bool(asked["beside"]), "--watch": watched}
        refuse(len(asked_for), asked["format"], alone)
        stream(requested(asked_for[0], **asked | {"format": asked["format"] or STREAMED[0]}))
        return
    requests = [requested(path, output=output, split=split, **asked) for path in asked_for]
    if output is not None and len(asked_for) > 1 and names_a_file(output, split):
        raise click.UsageError(f"{len(asked_for)} routines cannot all become {output}; name a folder")
    paths = told_apart(asked_for)
    requests = [request for request in requests if request.routine in paths]
    if watched:
        keep_rescue_ready(paths)
        _watch(requests)
        return
    if jobs > 1 and len(requests) > 1:
        codes = _built_in_parallel(requests, jobs)
    else:
        codes = [_built(request, alone=len(asked_for) == 1) for request in requests]
    # last, so that nobody who waits for a track waits for this too
    keep_rescue_ready(paths)
    codes += [WRONG_USAGE] * (len(asked_for) - len(paths))
    _end(codes, len(asked_for))
    keep()


def _built(request: BuildRequest, alone: bool) -> int:
    """Make one track; returns the exit code, unless it is the only one: then what went wrong is raised."""
    from nightcue.commands.outcomes import built

    try:
        _told(request, built(request))
    except Exception as error:
        if alone:
            raise
        return _explained(error)
    return 0


def _told(request: BuildRequest, outcome: BuildOutcome, before: str = "") -> None:
    """Tell what was made, and keep what was chosen for it, so that the bedside page has it so too."""
    from nightcue.building.choices import keep_choices
    from nightcue.commands.outcomes import tell_outcome

    tell_outcome(outcome, before)
    keep_choices(request, outcome)


def _built_in_parallel(requests: list[BuildRequest], jobs: int) -> list[int]:
    """Make the tracks, several at a time; each is told when it is done, with how many are. Returns the exit codes."""
    from contextlib import closing

    from nightcue.building.parallel import at_once, build_tracks

    if (count := at_once(requests, jobs)) < min(jobs, len(requests)):
        tell(f"note: there is memory for {count} at a time here, and not for {jobs}; it takes longer", err=True)
    codes: list[int] = []
    with closing(build_tracks(requests, count)) as results:
        for count, result in enumerate(results, 1):
            if isinstance(result, Exception):
                codes.append(_explained(result))
            else:
                _told(requests[0], result, f"{count}/{len(requests)}  ")  # what was chosen is the same in all
                codes.append(0)
    return codes


def _explained(error: Exception) -> int:
    """Say what is wrong; returns the exit code. A bug is raised."""
    from nightcue.commands.exit_codes import exit_code, explain

    code = exit_code(error)
    if code is None:
        raise error
    explain(error)
    return code


def _watch(requests: list[BuildRequest]) -> None:
    """Make every track, and again whenever something is saved, until Ctrl-C."""
    from nightcue.building.watch import watch

    try:
        for changed in watch(lambda: _built_again(requests)):
            tell(f"{_named(changed)} changed" if changed else "watching for changes; Ctrl-C ends it", err=True)
    except KeyboardInterrupt:
        tell("", err=True)


def _built_again(requests: Iterable[BuildRequest]) -> list[Path]:
    """Make every track, say what is wrong with those that cannot be made, and return what all of them depend on."""
    from nightcue.commands.outcomes import built
    from nightcue.language.library import routine_files

    looked_at: list[Path] = []
    for request in requests:
        try:
            outcome = built(request)
            _told(request, outcome)
            looked_at += outcome.looked_at
        except Exception as error:
            _explained(error)
            path = request.routine
            looked_at += [path, *routine_files(path.parent), *routine_files(path.parent / "parts")]
    return looked_at


def _named(paths: list[Path]) -> str:
    here = Path.cwd()
    names = [str(path.relative_to(here)) if path.is_relative_to(here) else str(path) for path in paths]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _end(codes: list[int], count: int) -> None:
    """End with the gravest of the exit codes, if any is one of failure."""
    failed = sum(code != 0 for code in codes)
    if failed:
        tell(f"{failed} of {count} routines were not built", err=True)
        raise SystemExit(max(codes))


def _paths(routines: tuple[str, ...], every: bool, language: str | None) -> list[Path]:
    from nightcue.language.library import shelves

    if every == bool(routines):
        raise click.UsageError("name the routines to build, or --all; `nightcue list` shows what there is")
    if every:
        tell_what_is_closed()
        return [shelved.path for shelved in shelves() if language in (None, shelved.language)]
    return [*dict.fromkeys(chosen(routine, language) for routine in routines)]

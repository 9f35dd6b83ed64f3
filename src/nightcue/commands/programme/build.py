"""nightcue programme build: the tracks of all weeks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from nightcue.commands.build_options import allow_option, as_usage, brief_option, cleared_option, full_option
from nightcue.commands.options import Target, beside_option, completed, language_option, overwrite_option, voice_option
from nightcue.commands.programme.naming import programme_argument
from nightcue.terminal import tell


@click.command("build")
@programme_argument
@language_option
@voice_option
@allow_option
@cleared_option
@brief_option
@full_option
@click.option(
    "--format",
    "format",
    default="mp3",
    metavar="FORMAT",
    shell_complete=completed("formats"),
    help="mp3 (the usual), wav, flac, ogg, opus, m4a or m4b.",
)
@click.option("-o", "--output", "folder", type=Target(), metavar="DIR", help="The folder to write into.")
@beside_option
@click.option("--force", is_flag=True, help="Build even where nothing has changed.")
@overwrite_option
def command(programme: str, language: str | None, format: str, folder: Path | None, **asked: Any) -> None:
    """Make the tracks of all weeks of a PROGRAMME, in audio_out/NAME.LANG: one for all weeks that are the same.

    All weeks are judged first, and nothing is made where one of them is unsafe.

    \b
    Example:
      nightcue programme build calves-6-weeks
    """
    from nightcue.commands.exit_codes import INPUT_HAS_ERRORS, show
    from nightcue.commands.outcomes import built, tell_outcome
    from nightcue.commands.progress import shown
    from nightcue.commands.rescue_ready import keep_rescue_ready
    from nightcue.programme.judging import judge_programme, numbered
    from nightcue.programme.reading import read_programme
    from nightcue.programme.tracks import left_over, tracks_of

    read = read_programme(programme, language)
    with as_usage():
        tracks = tracks_of(read, folder, format, **asked)
    with shown(read.name) as progress:
        found = judge_programme(tracks, progress)
    show(*found)
    if any(each.severity == "error" for each in found):
        tell(f"{read.path}: nothing was built", err=True)
        raise SystemExit(INPUT_HAS_ERRORS)
    note: str | None = None
    for track in tracks:
        outcome = built(track.request)
        # what was found is told of all weeks together, and what to know of the voice once
        said = None if outcome.note == note else outcome.note
        tell_outcome(replace(outcome, warnings=(), note=said), f"{numbered(track.weeks)}: ")
        note = outcome.note
    for path in left_over(tracks):
        tell(f"note: {path} is no track of this programme any more; delete it", err=True)
    keep_rescue_ready()

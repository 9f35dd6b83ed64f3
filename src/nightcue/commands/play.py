"""nightcue play: hear a routine at the bedside."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from nightcue.commands.build_options import allow_option, chosen, cleared_option
from nightcue.commands.options import (
    language_option,
    recordings_option,
    routine_argument,
    settings_option,
    voice_option,
)
from nightcue.terminal import tell


@click.command("play")
@routine_argument
@click.option("--resume", is_flag=True, help="Go on from where it was left.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
def command(routine: str, resume: bool, language: str | None, **asked: Any) -> None:
    """Play a ROUTINE, in the dark: its track is made first if it is not there, or if anything has changed.

    Where a voice is slow, it begins to play as soon as the rest will be spoken in time.

    \b
    Space pauses, the left and right arrows go a step back and on, up and down change the volume, q stops.
    A step is a step of the routine that says something: a stretch with both its sides is one.
    Where there is no terminal, it plays without keys, and prints a line for each chapter.

    \b
    Examples:
      nightcue play bedtime
      nightcue play bedtime --resume
    """
    from nightcue.building.beginning import begin, told_if_not_made
    from nightcue.commands.at_bedside import hear
    from nightcue.commands.build import order_like_build, typed

    path = chosen(routine, language)
    words = [*(["--lang", language] if language else []), *typed(asked)]
    again = shlex.join(["nightcue", "play", routine, *words, "--resume"])
    if not resume and (begun := begin(path, order_like_build(asked), typed(asked))):
        with told_if_not_made(), begun:
            hear(begun.track, path.stem, 0.0, again, begun)
        return
    track = made(path, asked)
    hear(track, path.stem, _left_at(track) if resume else 0.0, again)


def made(path: Path, asked: dict[str, Any]) -> Path:
    """The track of the routine at `path`, as `nightcue build` makes it with the options `asked`, made if need be.

    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.commands.build import order_like_build

    tracks: list[Path] = []

    def tell(files: list[Path], seconds: float, how: str, note: str | None) -> None:
        tracks.append(files[0])

    replace(order_like_build(asked), tell=tell).make(path)
    return tracks[0]


def _left_at(track: Path) -> float:
    """Where the track was left, in seconds; 0 where it was not, which is said."""
    from nightcue.bedside.places import place_of
    from nightcue.bedside.score import read_score
    from nightcue.bedside.words import words_in

    place, score = place_of(track), read_score(track.read_bytes(), track.stem)
    if place is not None and place < score.length:
        return place
    tell(words_in(score.language).from_start, err=True)
    return 0.0

"""nightcue build -o -: the track goes to stdout for another program, and all that is said goes to stderr."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import click

from nightcue.building.scratch import scratch_for_tracks
from nightcue.terminal import pass_on, tell

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest

FORMATS = ("mp3", "wav", "flac")
"""What other programs can read from a pipe, where they cannot go back; the first one where none is asked for."""
_CHUNK = 1_000_000
"""Bytes that are passed on at a time."""


def refuse(routines: int, format: str | None, alone: dict[str, bool]) -> None:
    """Raise a usage error when the track cannot go to stdout; `alone` says which options are given that forbid it."""
    for option, given in alone.items():
        if given:
            raise click.UsageError(f"-o - writes one track to stdout, and {option} asks for more; name a file with -o")
    if routines != 1:
        raise click.UsageError(f"{routines} routines cannot all go to stdout; name a folder with -o")
    if format not in (None, *FORMATS):
        raise click.UsageError(f"-o - writes {', '.join(FORMATS)}; name a file with -o for {format}")
    if sys.stdout.isatty():
        raise click.UsageError(
            "a terminal cannot show a track; send it to a program or a file, as -o - > night.mp3 does, or name one"
        )


def stream(request: BuildRequest) -> None:
    """Write the track that is asked for to stdout: the bytes that a file would hold.

    It is made whole first, in a temporary file, for every format goes back to its beginning at the end. The rescue is
    not made ready afterwards: who reads the track waits until this program has ended. Raises RoutineError, VoiceError,
    OutputError and UnheardError.
    """
    from nightcue.amounts import clock, size
    from nightcue.building.compile import compile_routine
    from nightcue.building.outputs.track import write_track
    from nightcue.commands.exit_codes import show
    from nightcue.commands.progress import shown

    began, name = time.monotonic(), request.routine.stem
    with closing(scratch_for_tracks()) as scratch:
        track = scratch.path / f"track.{request.format}"
        with shown(name) as progress:
            compiled = compile_routine(request, progress)
            write_track(compiled, track, request.format, progress)
        show(*compiled.timeline.warnings)
        seconds, length = time.monotonic() - began, clock(compiled.timeline.duration)
        tell(f"{name}  {length}  {size(track.stat().st_size)}  in {seconds:.1f} s", err=True)
        if compiled.note:
            tell(f"note: {compiled.note}", err=True)
        with track.open("rb") as file:
            while chunk := file.read(_CHUNK):
                pass_on(chunk)

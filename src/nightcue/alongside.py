"""Files beside a track: its words with their times, for players that show them, and its timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from nightcue.build import ALBUM, Compiled
from nightcue.timeline.contract import as_text
from nightcue.timeline.lrc import as_lrc
from nightcue.timeline.webvtt import as_webvtt

WORDS = ("lrc", "vtt")
"""Kinds that hold words for a player, which looks for them under the name of the track."""


def content(kind: str, compiled: Compiled, album: str = ALBUM) -> bytes:
    """The file of this kind: `lrc` or `vtt`, or `json`, which is what `nightcue plan --json` prints."""
    timeline = compiled.timeline
    if kind == "json":
        return (as_text(timeline, compiled.voice) + "\n").encode("utf-8", "replace")
    return (as_lrc(timeline, album) if kind == "lrc" else as_webvtt(timeline)).encode("utf-8", "replace")


def write_alongside(compiled: Compiled, track: Path, kinds: Iterable[str]) -> list[Path]:
    """Write the file of each kind beside `track`, under its name, each whole or not at all; returns their paths.

    Raises OutputError.
    """
    from nightcue.audio.track import output_errors
    from nightcue.audio.whole_file import remove_abandoned, whole_file

    made = []
    for kind in kinds:
        path = track.with_suffix(f".{kind}")
        with output_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            remove_abandoned(path.parent, path.name)
            with whole_file(path) as file:
                file.write(content(kind, compiled))
        made.append(path)
    return made


def outdated(compiled: Compiled, made: Collection[Path]) -> list[Path]:
    """The words beside the first of the files `made` that are not among them, and are not those of its track."""
    track, *_ = made
    found = []
    for kind in WORDS:
        path = track.with_suffix(f".{kind}")
        with suppress(OSError):  # not there, or not a file
            if path not in made and path.read_bytes() != content(kind, compiled):
                found.append(path)
    return found

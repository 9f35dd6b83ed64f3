"""Files beside a track: its words with their times, for players that show them, and its timeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from nightcue.building.compile import Compiled
from nightcue.building.outputs.track import ALBUM
from nightcue.storage.reading import open_file
from nightcue.storage.targets import begins, target
from nightcue.timeline.json_export import as_text
from nightcue.timeline.lrc import as_lrc
from nightcue.timeline.webvtt import as_webvtt

WORDS = ("lrc", "vtt")
"""Kinds that hold words for a player, which looks for them under the name of the track."""

_BEGINNINGS = {
    ".lrc": re.compile(rb"\[ti:.*\]\n\[al:.*\]\n\[la:.*\]\n\[length:"),
    ".vtt": re.compile(rb"WEBVTT\nKind: captions\nLanguage: .*\n\nNOTE\n"),
    ".json": re.compile(rb'\{\n "routine": ".*",\n "title": '),
    ".m3u8": re.compile(rb"#EXTM3U\n#PLAYLIST:.*\n#EXTINF:[\d.]+,.*\n\d\d+\b"),
}
"""How the files begin that are written with a track, by their endings."""


def is_ours(path: Path) -> bool:
    """Return whether the file at `path`, a track or one of those written with it, is one that nightcue made."""
    from nightcue.audio.tags import ours

    beginning = _BEGINNINGS.get(path.suffix)
    return begins(beginning)(path) if beginning else ours.is_ours(path)


def see_targets(
    paths: Iterable[Path], read: Collection[Path], overwrite: bool, is_ours: Callable[[Path], bool] = is_ours
) -> None:
    """Raise OutputError when one of `paths` may not be written, or is among the files `read`.

    What nightcue did not make, by `is_ours`, is kept but to `overwrite` it.
    """
    from nightcue.audio.track import output_errors

    for path in paths:
        with output_errors(path):
            target(path, is_ours, overwrite, read)


def content(kind: str, compiled: Compiled, album: str = ALBUM) -> bytes:
    """Return the file of this kind: `lrc` or `vtt`, or `json`, which is what `nightcue plan --json` prints."""
    timeline = compiled.timeline
    if kind == "json":
        return (as_text(timeline, compiled.voice, compiled.spoken) + "\n").encode("utf-8", "replace")
    return (as_lrc(timeline, album) if kind == "lrc" else as_webvtt(timeline)).encode("utf-8", "replace")


def write_alongside(compiled: Compiled, track: Path, kinds: Iterable[str]) -> list[Path]:
    """Write the file of each kind beside `track`, under its name, each whole or not at all; returns their paths.

    Raises OutputError.
    """
    from nightcue.audio.track import output_errors
    from nightcue.storage.atomic_file import atomic_file

    made = []
    for kind in kinds:
        path = track.with_suffix(f".{kind}")
        with output_errors(path):
            target(path).parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(path) as file:
                file.write(content(kind, compiled))
        made.append(path)
    return made


def outdated(compiled: Compiled, made: Collection[Path]) -> list[Path]:
    """Return the words beside the first of the files `made` that are not among them, and are not those of its track."""
    track, *_ = made
    found = []
    for kind in WORDS:
        path = track.with_suffix(f".{kind}")
        if path in made:
            continue
        now = content(kind, compiled)
        with suppress(OSError), open_file(path) as file:  # not there, or not a file
            if file.read(len(now) + 1) != now:
                found.append(path)
    return found

"""The track of a compiled routine, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from nightcue.audio.clip import Samples
    from nightcue.audio.mixing import Placement
    from nightcue.audio.mp3.stretches import Stretches
    from nightcue.audio.tags.track_info import TrackInfo
    from nightcue.building.compile import Compiled
    from nightcue.language.script import Script
    from nightcue.progress import Progress
    from nightcue.timeline.timeline import Timeline

ALBUM = "nightcue"


def write_track(compiled: Compiled, output: Path, format: str, progress: Progress | None = None) -> None:
    """Make the track of a compiled routine at `output`, which appears there only when it is whole.

    Raises OutputError when it cannot be written.
    """
    from nightcue.audio.track import new_track

    with new_track(output) as file:
        fill_track(file, compiled, format, progress)


def fill_track(
    file: BinaryIO,
    compiled: Compiled,
    format: str,
    progress: Progress | None = None,
    stretches: Stretches | None = None,
) -> None:
    """Encode the track into `file`, which is new. Raises OSError.

    Of an MP3 only what sounds is mixed, one stretch at a time; `stretches` may know some of them from other tracks.
    What sounds under everything, or sinks with the time, is another sound at each place, and is mixed block by block.
    """
    timeline, info = compiled.timeline, track_info(compiled)
    if format == "mp3" and compiled.background is None and not compiled.fade_to:
        from nightcue.audio.encoders.mp3 import encode_stretches

        encode_stretches(file, info, placements(compiled), timeline.length, compiled.floor, progress, stretches)
    else:
        from nightcue.audio.track import fill_track

        blocks = sound_blocks(compiled, progress)
        fill_track(file, format, info, blocks, timeline.length, timeline.rate, compiled.floor)


def sound_blocks(compiled: Compiled, progress: Progress | None = None) -> Iterator[Samples]:
    """Return the track without its floor: int16 blocks, mono, `timeline.rate` samples a second, mixed one at a time."""
    from nightcue.audio.mixing import mix

    length = compiled.timeline.length
    blocks = mix(placements(compiled), length, background=compiled.background, fade_to=compiled.fade_to)
    return counted(blocks, length, progress, "encoding") if progress else blocks


def placements(compiled: Compiled) -> list[Placement]:
    """Return every clip where it sounds."""
    from nightcue.audio.mixing import Placement

    return [Placement(event.start, compiled.clips[event.kind, event.text]) for event in compiled.timeline.events]


def output_path(named: Script | Timeline, folder: Path, format: str) -> Path:
    """Return where a track goes that nobody named: NAME.LANG.FORMAT in `folder`."""
    return folder / f"{named.name}.{named.language}.{format}"


def track_info(compiled: Compiled) -> TrackInfo:
    """Return what the track says about itself."""
    from nightcue.audio.tags.track_info import Chapter, LyricLine, TimedWindow, TrackInfo
    from nightcue.language.diagnostics import UNREVIEWED
    from nightcue.language.locale_files import iso_639_2

    timeline, rate = compiled.timeline, compiled.timeline.rate
    spoken = [event for event in timeline.events if event.kind == "speech"]
    comment = f"{timeline.summary} ({compiled.voice})".strip()
    if compiled.cleared_by:
        comment += f" Cleared by {compiled.cleared_by}."
    if unread := sum(found.code == UNREVIEWED for found in timeline.warnings):
        comment += f" Nobody has read {unread} of its texts."
    return TrackInfo(
        title=timeline.title,
        album=ALBUM,
        language=timeline.language,
        comment=comment,
        chapters=tuple(Chapter(c.title, c.start / rate, c.end / rate) for c in timeline.chapters),
        lines=tuple(LyricLine(e.start / rate, e.end / rate, e.text) for e in spoken),
        duration=timeline.duration,
        steps=tuple(start / rate for start in timeline.step_starts),
        windows=tuple(
            TimedWindow(w.kind, w.start, w.end, w.until_tap, w.of_getting_ready, w.is_worn) for w in timeline.windows
        ),
        language_code=iso_639_2(timeline.language),
    )


def counted(blocks: Iterator[Samples], length: int, progress: Progress, stage: str) -> Iterator[Samples]:
    """Yield the same blocks; after each, `progress` is told how many of `length` samples have passed this stage."""
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress(stage, done, length)

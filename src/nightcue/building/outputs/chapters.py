"""A compiled routine as a folder: one track a chapter, and a playlist of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.compile import Compiled
from nightcue.building.outputs.sidecars import WORDS, content, is_ours, see_targets
from nightcue.building.outputs.track import sound_blocks, track_info
from nightcue.language.diagnostics import RoutineError
from nightcue.storage.targets import see_on_disk, target_folder
from nightcue.timeline.cutting import chapter_timelines
from nightcue.timeline.timeline import Timeline

if TYPE_CHECKING:
    from nightcue.audio.clip import Samples
    from nightcue.audio.tags.track_info import TrackInfo
    from nightcue.language.script import Script
    from nightcue.progress import Progress


@dataclass(frozen=True)
class _Chapter:
    """One chapter: its own timeline in `compiled`, the name of its files without an ending, what its track says."""

    compiled: Compiled
    stem: str
    info: TrackInfo


def write_chapters(
    compiled: Compiled,
    folder: Path,
    format: str,
    beside: Collection[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Write each chapter as a track into `folder`, with what is wanted `beside` it, and a playlist named as `folder`.

    Cut to the sample: the chapters end to end are the whole track. Words are written for each chapter, the timeline
    (`json`) once for all of them. The folder holds all of the old set or all of the new one; in it, files of somebody
    else stay, but for one that has the name of a new file: see_folder looks for those. Returns the files, the playlist
    first. Raises OutputError.
    """
    from nightcue.audio.encoders import lays_floor
    from nightcue.audio.floor import over_floor
    from nightcue.audio.track import output_errors
    from nightcue.storage.atomic_folder import atomic_folder

    blocks, listing = sound_blocks(compiled, progress), playlist_path(folder)
    if compiled.floor is not None and not lays_floor(format):
        # mixed in before the cuts, so that it goes on from chapter to chapter
        blocks = over_floor(blocks, compiled.floor, compiled.timeline.rate)
        compiled = replace(compiled, floor=None)
    chapters = _chapters(compiled)
    sounds = cut(blocks, [chapter.compiled.timeline.length for chapter in chapters])
    with output_errors(folder):
        target_folder(folder)
        with atomic_folder(folder, _ours(listing), listing.name) as new:
            _write_tracks(new, chapters, sounds, format)
            for name, text in _texts(compiled, chapters, listing, format, beside).items():
                (new / name).write_bytes(text)
            made = {path.name for path in new.iterdir()}
    return [listing, *sorted(folder / name for name in made - {listing.name})]


def see_folder(
    folder: Path,
    script: Script,
    format: str,
    beside: Collection[str],
    read: Collection[Path],
    overwrite: bool,
    made_before: Collection[Path] = (),
) -> None:
    """Raise OutputError when the chapters of `script` may not be written into `folder`, as see_targets does.

    A file among those `made_before` is ours even when a disk has lost the part of it that says so.
    """
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.audio.track import output_errors
    from nightcue.timeline.schedule import schedule

    with output_errors(folder):
        target_folder(folder)
    try:
        timeline = schedule(script, lambda *_: 1, SAMPLE_RATE)  # how long they last changes no name
    except RoutineError:
        return  # told with all that is wrong when it is compiled
    stems, listing = [stem for stem, _ in _named(timeline)], playlist_path(folder)
    words = [kind for kind in WORDS if kind in beside]
    names = [f"{stem}.{ending}" for stem in stems for ending in (format, *words)]
    names += [listing.with_suffix(".json").name] if "json" in beside else []
    paths, known = [folder / name for name in (*names, listing.name)], {path.absolute() for path in made_before}
    see_targets(paths, read, overwrite, lambda path: path.absolute() in known or is_ours(path))


def playlist_path(folder: Path) -> Path:
    """Return the playlist of the chapters in `folder`."""
    from nightcue.audio.playlist import PLAYLIST

    return folder / f"{folder.name}{PLAYLIST}"


def cut(blocks: Iterable[Samples], lengths: Sequence[int]) -> Iterator[Iterator[Samples]]:
    """Yield the same samples as pieces of these lengths, one after the other; each is to be used up before the next.

    Raises ValueError for fewer samples than that.
    """
    waiting = iter(blocks)
    left: list[Samples] = []

    def piece(length: int) -> Iterator[Samples]:
        while length:
            block = left.pop() if left else next(waiting, None)
            if block is None:
                raise ValueError(f"{length} samples are missing")
            if len(block) > length:
                left.append(block[length:])
            yield block[:length]
            length -= len(block[:length])

    return (piece(length) for length in lengths)


def _chapters(compiled: Compiled) -> list[_Chapter]:
    named, chapters = _named(compiled.timeline), []
    for number, (stem, timeline) in enumerate(named, start=1):
        part, total = replace(compiled, timeline=timeline), len(named)
        info = replace(track_info(part), album=compiled.timeline.title, chapters=(), number=number, total=total)
        chapters.append(_Chapter(part, stem, info))
    return chapters


def _named(timeline: Timeline) -> list[tuple[str, Timeline]]:
    """Return the timeline of each chapter, after the name of its files without an ending."""
    from nightcue.audio.playlist import numbered_stem

    parts = chapter_timelines(timeline)
    return [(numbered_stem(number, len(parts), part.title), part) for number, part in enumerate(parts, start=1)]


def _write_tracks(folder: Path, chapters: Iterable[_Chapter], sounds: Iterable[Iterator[Samples]], format: str) -> None:
    from nightcue.audio.track import fill_track

    for chapter, sound in zip(chapters, sounds, strict=True):
        timeline = chapter.compiled.timeline
        with (folder / f"{chapter.stem}.{format}").open("x+b") as file:
            fill_track(file, format, chapter.info, sound, timeline.length, timeline.rate, chapter.compiled.floor)
            see_on_disk(file)


def _texts(
    compiled: Compiled, chapters: Iterable[_Chapter], listing: Path, format: str, beside: Collection[str]
) -> dict[str, bytes]:
    """Return the files that are no sound, by name; the playlist last."""
    from nightcue.audio.playlist import playlist

    title = compiled.timeline.title
    words = [(chapter, kind) for chapter in chapters for kind in WORDS if kind in beside]
    texts = {f"{chapter.stem}.{kind}": content(kind, chapter.compiled, title) for chapter, kind in words}
    if "json" in beside:
        texts[listing.with_suffix(".json").name] = content("json", compiled, title)
    rows = [(f"{c.stem}.{format}", c.compiled.timeline.title, c.compiled.timeline.duration) for c in chapters]
    return texts | {listing.name: playlist(title, rows)}


def _ours(listing: Path) -> set[str]:
    """Return the names of what an earlier build may have put beside its playlist."""
    from nightcue.audio.playlist import listed

    tracks = listed(listing)
    words = [str(Path(name).with_suffix(f".{kind}")) for name in tracks for kind in WORDS]
    # anybody's playlist may be called like ours
    named = (listing.name, listing.with_suffix(".json").name, *tracks, *words)
    return {name for name in named if is_ours(listing.parent / name)}

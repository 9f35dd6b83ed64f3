"""An episode: what a feed says of a track, read from the track itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from nightcue.audio.errors import OutputError
from nightcue.bedside.track_metadata import Score, read_score
from nightcue.storage.reading import read_file
from nightcue.timeline.webvtt import VttLine

_SHOWN = 16
"""Signs of the digest in the name of a file: a track that was made anew has another address."""

_LONGEST = 80
"""Bytes of the name of a routine in that of a file."""


@dataclass(frozen=True)
class Routine:
    """A routine of a feed: its name, language, the language of the feed, title and summary, and its files in order.

    Its files are one track, or a track for each of its chapters. Of a programme it is what these `weeks` have.
    """

    name: str
    language: str
    feed: str
    title: str
    summary: str
    files: tuple[Path, ...]
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Episode:
    """An episode of a feed. `seconds` is its length, `size` that of its file in bytes, `digest` that of its content.

    `season` is the place of its routine in the feed, from 1, and `number` its place among the files of that routine,
    or in the feed where each routine has one. `stem` is the name of its files without their endings.
    """

    title: str
    routine: Routine
    source: Path
    stem: str
    digest: str
    size: int
    seconds: float
    season: int
    number: int
    chapters: tuple[tuple[float, str], ...]
    lines: tuple[VttLine, ...]

    def content(self) -> bytes:
        """Return its track. Raises OSError, and OutputError where it was made anew since."""
        content = read_file(self.source)
        if hashlib.sha256(content).hexdigest() != self.digest:
            raise OutputError(f"{self.source} was made anew while the feed was written; write it again")
        return content


def episodes_of(routines: list[Routine], in_chapters: bool) -> list[Episode]:
    """Return the episodes of one feed in their order, each track once. Raises OutputError where one cannot be read."""
    made: dict[str, Episode] = {}
    for season, routine in enumerate(routines, start=1):
        for number, file in enumerate(routine.files, start=1):
            place = len(made) + 1
            episode = _episode(routine, file, season, number if in_chapters else season, place)
            made.setdefault(episode.digest, episode)  # a copy of a routine has the same track
    return [*made.values()]


def _episode(routine: Routine, file: Path, season: int, number: int, place: int) -> Episode:
    try:
        content = read_file(file)
    except OSError as problem:
        raise OutputError(f"cannot read {file}: {problem.strerror or problem}; build it again with --force") from None
    score = read_score(content, file.stem)
    if not score.length:
        raise OutputError(f"cannot read the tag of {file}; build it again with --force")
    digest = hashlib.sha256(content).hexdigest()
    return Episode(
        title=score.title if len(routine.files) > 1 else routine.title,
        routine=routine,
        source=file,
        stem=f"{place:02}-{_safe(routine.name)}.{routine.language}.{digest[:_SHOWN]}",
        digest=digest,
        size=len(content),
        seconds=score.length,
        season=season,
        number=number,
        chapters=score.chapters or ((0.0, score.title),),
        lines=_lines(score),
    )


def _safe(name: str) -> str:
    """Return the name as every disk and every address has it; that of a week of a programme holds a slash."""
    return re.sub(r"[^\w.-]+", "-", name).encode()[:_LONGEST].decode("utf-8", "ignore")


def _lines(score: Score) -> tuple[VttLine, ...]:
    """Return each line with its times in milliseconds; where no ends are kept, a line lasts until the next one."""
    starts = [start for start, _ in score.lines]
    ends = score.ends or (*starts[1:], score.length)
    return tuple(
        (round(start * 1000), round(end * 1000), text) for (start, text), end in zip(score.lines, ends, strict=False)
    )

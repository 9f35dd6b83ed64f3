"""What a track says about itself, before any file format."""

from __future__ import annotations

from dataclasses import dataclass, field

ARTIST = "nightcue"
GENRE = "Speech"


@dataclass(frozen=True)
class Chapter:
    """A named part of the track; `start` and `end` in seconds."""

    title: str
    start: float
    end: float


@dataclass(frozen=True)
class LyricLine:
    """A line as it is spoken; `start` and `end` in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class TimedWindow:
    """A window from sample `start` up to, not including, sample `end`, and what a listener may do with it.

    `kind` is what the routine calls it. A tap ends one that is `until_tap`; one that is `of_getting_ready` can be made
    longer; in one that `is_worn`, something is on the leg that has to come off before sleep.
    """

    kind: str
    start: int
    end: int
    until_tap: bool = False
    of_getting_ready: bool = False
    is_worn: bool = False


@dataclass(frozen=True)
class TrackInfo:
    """Title, album and the rest; `language` is BCP 47 ("en"), `duration` in seconds; chapters and lines in order.

    `language_code` is the language in three letters (ISO 639-2), as ID3 and MP4 want it; "und" where it is not known.
    `steps` is when each step begins, in seconds, and `windows` are in their order, for the formats that keep them.
    `number` of `total` is its place among the tracks of its album, both 0 where it stands alone.
    """

    title: str
    album: str
    language: str
    comment: str
    chapters: tuple[Chapter, ...]
    lines: tuple[LyricLine, ...]
    duration: float
    number: int = 0
    total: int = 0
    steps: tuple[float, ...] = ()
    windows: tuple[TimedWindow, ...] = ()
    language_code: str = field(default="und", repr=False)  # the language says the same in a digest of what is shown

    @property
    def lyrics(self) -> str:
        """Every spoken line, one below the other."""
        return "\n".join(line.text for line in self.lines)


def storable(text: str) -> str:
    """Return `text` as every tag format can hold it: without NUL, which ends it, and without lone surrogates."""
    return text.replace("\0", " ").encode("utf-16", "surrogatepass").decode("utf-16", "replace")

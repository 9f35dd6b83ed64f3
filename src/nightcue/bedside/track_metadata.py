"""What a track says about itself, read from its own tag: its chapters, its lines, its steps, and when they begin."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from io import BytesIO

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.tags.id3 import STEPS_OWNER, WINDOWS_OWNER
from nightcue.audio.tags.track_info import TimedWindow
from nightcue.locales import FIRST

AGAIN = 2.0
"""Seconds into a step up to which a step back goes to the one before, and not to the start of this one."""


@dataclass(frozen=True)
class Score:
    """All times in seconds. `chapters` and `lines` are starts and texts, `steps` starts; each in order of time.

    A step is a step of the routine that sounds, as it was written: a stretch with all its sides and sets is one. `ends`
    is when each of the `lines` ends, and `windows` are in samples; both are empty in tracks made before they were kept.
    Where it is not the `whole`, more chapters, lines and steps are to come.
    """

    title: str
    language: str
    length: float
    chapters: tuple[tuple[float, str], ...]
    lines: tuple[tuple[float, str], ...]
    steps: tuple[float, ...]
    whole: bool = True
    ends: tuple[float, ...] = ()
    windows: tuple[TimedWindow, ...] = ()

    @property
    def lead_in(self) -> float:
        """The silence that a track begins with, before anything that is written in the routine."""
        return min([*self.steps[:1], *(window.start / SAMPLE_RATE for window in self.windows[:1])], default=0.0)

    def chapter_at(self, moment: float) -> str:
        """Return the title of the chapter at `moment`, or else that of the track."""
        return _last(self.chapters, moment) or self.title

    def line_at(self, moment: float) -> str:
        """Return what is being said at `moment`, or was said last."""
        return _last(self.lines, moment)

    def step_at(self, moment: float) -> int:
        """Return the number of the step at `moment`, from 0; what comes before the first belongs to it."""
        return max(0, bisect_right(self.steps, moment) - 1)

    def end_of_step(self, number: int) -> float:
        """When step `number` is over: where the next begins, or the track ends."""
        return self.steps[number + 1] if number + 1 < len(self.steps) else self.length

    def step_before(self, moment: float) -> float:
        """Where a step back from `moment` leads: to the start of this step, or of the one before if it just began."""
        number = self.step_at(moment)
        return self.steps[max(0, number - 1) if moment - self.steps[number] < AGAIN else number]

    def step_after(self, moment: float) -> float | None:
        """Return where a step on from `moment` leads; None in the last step."""
        following = self.step_at(moment) + 1
        return self.steps[following] if following < len(self.steps) else None


def read_score(content: bytes, name: str) -> Score:
    """The score of the MP3 with this content; where its tag cannot be read, one with nothing in it but `name`."""
    from mutagen import MutagenError
    from mutagen.id3 import ID3

    from nightcue.locales.plain import language_of_iso_639_2

    try:
        tag = ID3(BytesIO(content), translate=False)
        chapters = sorted((chapter.start_time / 1000, _title(chapter.sub_frames)) for chapter in tag.getall("CHAP"))
        lines = sorted((start / 1000, text) for lyrics in tag.getall("SYLT") for text, start in lyrics.text)
        private = {frame.owner: frame.data for frame in tag.getall("PRIV")}
        steps = [int(step) / 1000 for step in private.get(STEPS_OWNER, b"").split()]
        ends, windows = _windows(private.get(WINDOWS_OWNER), len(lines))
        length = int(str(tag["TLEN"])) / 1000
        language = language_of_iso_639_2(str(tag["TLAN"]))
    except (MutagenError, ValueError, KeyError):
        return Score(name, FIRST, 0.0, (), (), (0.0,))
    begun = steps or [start for start, _ in chapters] or [0.0]
    return Score(
        _title(tag) or name,
        language,
        length,
        tuple(chapters),
        tuple(lines),
        tuple(begun),
        ends=ends,
        windows=windows,
    )


def _windows(data: bytes | None, lines: int) -> tuple[tuple[float, ...], tuple[TimedWindow, ...]]:
    """When each of so many lines ends, and the windows; nothing where the tag does not hold them, or is damaged."""
    try:
        kept = json.loads(data or b"{}")
        ends = tuple(int(end) / SAMPLE_RATE for end in kept["lines"])
        windows = tuple(
            TimedWindow(str(kind), int(start), int(end), *map(bool, marks))
            for kind, start, end, *marks in kept["windows"]
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return (), ()
    return (ends, windows) if len(ends) == lines else ((), windows)


def _title(frames: object) -> str:
    return str(frames["TIT2"]) if "TIT2" in frames else ""  # type: ignore[index, operator]


def _last(timed: tuple[tuple[float, str], ...], moment: float) -> str:
    begun = bisect_right(timed, moment, key=lambda each: each[0])
    return timed[begun - 1][1] if begun else ""

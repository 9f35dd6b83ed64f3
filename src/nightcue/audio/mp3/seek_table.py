"""Spacing the frames of an MP3, so that its seek table can say exactly where each hundredth of the time begins.

The table in the Xing frame gives these 100 points in 256ths of all bytes, and a player that goes by it alone takes the
time of a point for that of whatever it finds there: in a track of half an hour that is seconds off. So silent frames
before a point are made larger until it begins where the table can say. ffmpeg, and what is built on it, counts from
the end of the Xing frame, others from its beginning; a silent frame at a point is large enough for both.

After the source of ffmpeg, libavformat/mp3dec.c.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from nightcue.audio.mp3.frames import frame_ends
from nightcue.audio.mp3.silent_frames import LARGEST, SMALLEST, can_be_enlarged, enlarged, silent_frame
from nightcue.audio.mp3.xing import TOC_ENTRIES, XING_SIZE, FrameCount

UNITS = 256
"""Of all bytes one unit is what the table counts in."""

MOST_LARGER = 1.35
"""A track grows by no more than this; it needs a sixth where all points can be met, which is 256ths rounded up."""

MOST_MISSED = 33
"""Points that speech without a pause may keep from where the table says, by half a unit at most; where there are more,
the track stays as small as it can be, and its table is as good as usual."""

MOST_HELD = 12_000_000
"""Bytes of sound that wait for the end of the track; one with more is written as it comes, with the usual table."""

_AT_A_POINT = 261
"""Bytes of a silent frame at a point: more than the Xing frame, so that both ways of counting end in it."""

LATER = 1
"""Frames that a point is put later: ffmpeg counts the time from the first sample that is heard, Chromium after a seek
from nearly two frames before it, the encoder's delay. This is within 26 ms for both, and 13 ms for the nearest frame.
"""

Write = Callable[[bytes], object]


@dataclass
class _Part:
    """Frames that follow one another: silent ones, or those of `sound`, whose bytes end at `ends`."""

    frames: int
    sound: bytes = b""
    ends: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.sound) or SMALLEST * self.frames

    def split(self, frames: int) -> tuple[_Part, _Part]:
        """The first `frames` of them, and the others."""
        if not self.sound:
            return _Part(frames), _Part(self.frames - frames)
        at = self.ends[frames - 1]
        after = [end - at for end in self.ends[frames:]]
        return _Part(frames, self.sound[:at], self.ends[:frames]), _Part(self.frames - frames, self.sound[at:], after)


@dataclass
class _Segment:
    """What lies between two points: its parts, the first silent frame already as large as a point wants it."""

    parts: list[_Part]
    at_a_point: bool

    def __post_init__(self) -> None:
        first = self.parts[0]
        self.larger = _AT_A_POINT - SMALLEST if self.at_a_point and not first.sound else 0
        self.size = sum(part.size for part in self.parts) + self.larger
        self.silent = sum(part.frames for part in self.parts if not part.sound) - bool(self.larger)
        # how far behind the first byte of the point the table may name it
        self.reach = (XING_SIZE, _AT_A_POINT - 1) if self.larger else (0, first.ends[0] - 1 if first.sound else 0)

    def written(self, more: int) -> Iterator[bytes]:
        """Its bytes, with `more` of them in its silent frames."""
        sizes = [*([_AT_A_POINT] if self.larger else []), *enlarged(more)]
        for part in self.parts:
            if part.sound:
                yield part.sound
            else:
                here, sizes = sizes[: part.frames], sizes[part.frames :]
                yield b"".join(map(silent_frame, here)) + silent_frame(SMALLEST) * (part.frames - len(here))


class Spacing:
    """Takes sounds and silence of a track of `count.expected` frames, and writes them, counted, when all are there."""

    def __init__(self, write: Write, count: FrameCount) -> None:
        self._write, self._count = write, count
        self._held: list[_Part] | None = []
        self._size = 0
        self.frames = 0

    def sound(self, encoded: bytes) -> None:
        """Take frames with sound; when they end within a frame, all is written as it comes from then on."""
        if self._held is None:
            self._stream(encoded)
            return
        ends = frame_ends(encoded)
        self._size += len(encoded)
        if self._size > MOST_HELD or (ends or [0])[-1] != len(encoded):
            self._let_go(self._held)
            self._stream(encoded)
        elif encoded:
            self._held.append(_Part(len(ends), encoded, ends))
            self.frames += len(ends)

    def silence(self, end: int) -> None:
        """Take silent frames, until there are `end` frames in all."""
        missing = end - self.frames
        if missing <= 0:
            return
        if self._held is None:
            self._count.add_alike(missing, SMALLEST)
            self._write(silent_frame(SMALLEST) * missing)
        else:
            self._held.append(_Part(missing))
        self.frames = end

    def finish(self) -> None:
        """Write what is held."""
        if self._held is None:
            return
        if self.frames != self._count.expected or not (plan := _plan(_segments(self._held, self.frames))):
            self._let_go(self._held)
            return
        for segment, more in zip(plan.segments, plan.more, strict=True):
            self._write(b"".join(segment.written(more)))
        places = [number * plan.unit - XING_SIZE for number in plan.table]
        self._count.take(self.frames, plan.unit * UNITS - XING_SIZE, places)

    def _let_go(self, held: list[_Part]) -> None:
        self._held, self.frames = None, 0
        for part in held:
            if part.sound:
                self._stream(part.sound)
            else:
                self.silence(self.frames + part.frames)

    def _stream(self, encoded: bytes) -> None:
        self._count.add(encoded)
        self._write(encoded)
        self.frames = self._count.frames


@dataclass
class _Plan:
    """Bytes of a unit, and for each segment the unit in the table and how many bytes more its silent frames take."""

    unit: int
    segments: list[_Segment]
    table: list[int] = field(default_factory=lambda: [0])
    more: list[int] = field(default_factory=list)
    missed: int = 0


def _segments(parts: list[_Part], frames: int) -> list[_Segment]:
    """The track cut at its points: the frame nearest to each hundredth of the time, and LATER."""
    if frames < 3 * TOC_ENTRIES:
        return []
    inner = [(number * frames + TOC_ENTRIES // 2) // TOC_ENTRIES + LATER for number in range(1, TOC_ENTRIES)]
    points = [0, *inner, frames]
    waiting = parts[::-1]
    segments = []
    for first, end in pairwise(points):
        missing, inside = end - first, []
        while missing:
            part = waiting.pop()
            if part.frames > missing:
                part, rest = part.split(missing)
                waiting.append(rest)
            inside.append(part)
            missing -= part.frames
        segments.append(_Segment(inside, at_a_point=first > 0))
    return segments


def _plan(segments: list[_Segment]) -> _Plan | None:
    """The way to space them that misses the fewest points, and of those the smallest; None when none is good enough."""
    if not segments:
        return None
    least = (XING_SIZE + sum(segment.size for segment in segments)) // UNITS
    units = range(least + 1, int(least * MOST_LARGER), max(1, least // 100))
    return min(
        filter(None, (_planned(segments, unit) for unit in units)),
        key=lambda plan: (plan.missed, plan.unit),
        default=None,
    )


def _planned(segments: list[_Segment], unit: int) -> _Plan | None:
    plan, at = _Plan(unit, segments), 0
    for segment, after in pairwise(segments):
        at += segment.size
        nearest, farthest = after.reach
        number = -(-(at + nearest) // unit)
        more = _least(segment, max(0, number * unit - farthest - at), number * unit - nearest - at)
        if more is None:
            number, more = round((at + nearest) / unit), 0
            plan.missed += 1
        if number >= UNITS or plan.missed > MOST_MISSED:
            return None
        plan.table.append(number)
        plan.more.append(more)
        at += more
    rest = unit * UNITS - XING_SIZE - at - segments[-1].size
    plan.more.append(rest)
    return plan if rest >= 0 and can_be_enlarged(segments[-1].silent, rest) else None


def _least(segment: _Segment, least: int, most: int) -> int | None:
    """The least of these bytes that its silent frames can take, if there is one: not every number can be had."""
    if not segment.silent or least > segment.silent * (LARGEST - SMALLEST):
        return None if least else 0
    return next((more for more in range(least, most + 1) if can_be_enlarged(segment.silent, more)), None)

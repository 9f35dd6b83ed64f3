"""The seek table of an MP3: where in its bytes each hundredth of its time begins.

It stands in the Xing frame, in 256ths of all bytes. A player that counts frames does not need it, and seeks exactly.
One that goes by it alone begins too early, by the time of a 256th at most, which is long in silence. Larger silent
frames would make it exact; docs/performance.md has the figures against them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nightcue.audio.mp3.frames import SILENT_FRAME, frame_ends

ENTRIES = 100
"""Entries of the table; number n is for n hundredths of the time."""

UNITS = 256
"""Parts of all bytes that an entry counts in."""


class SeekTable:
    """Count the frames of a track as they are written; `expected` frames in all say where the entries are."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.frames = 0
        self.size = 0
        self._begins: list[int] = []
        self._partial = b""

    def add(self, encoded: bytes) -> None:
        """Count the frames in `encoded`, which may end within a frame. Raises ValueError where it holds no frames."""
        data = self._partial + encoded
        ends = frame_ends(data)
        self.add_frames(ends)
        self._partial = data[ends[-1] :] if ends else data

    def add_frames(self, ends: Sequence[int]) -> None:
        """Count the frames of which these are the bytes after each, counted from the first."""
        for wanted in self._wanted(len(ends)):
            self._begins.append(self.size + (ends[wanted - 1] if wanted else 0))
        self.frames += len(ends)
        self.size += ends[-1] if ends else 0

    def add_silence(self, frames: int) -> None:
        """Count so many silent frames."""
        for wanted in self._wanted(frames):
            self._begins.append(self.size + wanted * len(SILENT_FRAME))
        self.frames += frames
        self.size += frames * len(SILENT_FRAME)

    def entries(self, before: int) -> bytes:
        """Return the table, a byte an entry, of a whole track that has `before` bytes of a Xing frame before it.

        ffmpeg counts an entry from the end of the Xing frame, others from its beginning; both come out at the frame
        that is wanted, or before it.
        """
        return bytes(UNITS * begin // (before + self.size) for begin in self._begins)

    def _wanted(self, frames: int) -> Iterator[int]:
        """Yield which of the next `frames` frames an entry is for, from 0, for each entry that is not there yet."""
        while len(self._begins) < ENTRIES:
            wanted = len(self._begins) * self.expected // ENTRIES - self.frames
            if wanted >= frames:
                return
            yield wanted

"""The seek table of an MP3: where in its bytes each hundredth of its time begins.

It stands in the Xing frame, in 256ths of all bytes. A player that counts frames does not need it, and seeks exactly.
One that goes by it alone begins too early, by the time of a 256th at most, which is long in silence. Larger silent
frames would make it exact; docs/performance.md has the figures against them.
"""

from __future__ import annotations

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
        position = 0
        for end in frame_ends(data):
            self._count(1, end - position)
            position = end
        self._partial = data[position:]

    def add_silence(self, frames: int) -> None:
        """Count so many silent frames."""
        self._count(frames, len(SILENT_FRAME))

    def entries(self, before: int) -> bytes:
        """Return the table, a byte an entry, of a whole track that has `before` bytes of a Xing frame before it.

        ffmpeg counts an entry from the end of the Xing frame, others from its beginning; both come out at the frame
        that is wanted, or before it.
        """
        return bytes(UNITS * begin // (before + self.size) for begin in self._begins)

    def _count(self, frames: int, size: int) -> None:
        """Count so many frames of `size` bytes each, and note where those begin that an entry is for."""
        while len(self._begins) < ENTRIES:
            wanted = len(self._begins) * self.expected // ENTRIES
            if wanted >= self.frames + frames:
                break
            self._begins.append(self.size + (wanted - self.frames) * size)
        self.frames += frames
        self.size += frames * size

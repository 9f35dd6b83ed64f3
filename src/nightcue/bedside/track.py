"""A track as it is played: an MP3 decoded a little at a time, from any sample."""

from __future__ import annotations

from array import array
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from pathlib import Path

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.bedside.errors import PlayingError
from nightcue.bedside.frames import beginning, frame_starts
from nightcue.bedside.lean_miniaudio import miniaudio
from nightcue.storage.reading import read_file

RATE = SAMPLE_RATE
"""Samples a second of every MP3 that nightcue makes."""

NEAR = 5 * RATE
"""Samples that are sooner decoded than the frames before them are counted."""

MOST = 16_384
"""Samples that miniaudio decodes at a time, at most."""

Samples = array  # of type "h": mono, int16


class Track:
    """The MP3 at `path`, whole in memory: it plays on when the file is deleted or the disk goes away."""

    def __init__(self, path: Path) -> None:
        """Raise PlayingError when the file cannot be read."""
        self.path = path
        try:
            self.content = read_file(path)
        except OSError as problem:
            raise PlayingError(f"cannot read {path}: {problem.strerror or problem}") from problem

    def samples_from(self, start: int) -> Decoding:
        """The samples from sample `start` on. Raises PlayingError when this is no MP3, or it ends before `start`."""
        try:
            if start > NEAR and self._frames and (near := beginning(self.content, self._frames, start)):
                return Decoding(self.content, near.at, near.samples)
            return Decoding(self.content, 0, start)
        except miniaudio.MiniaudioError as problem:
            raise PlayingError(f"cannot play {self.path}: it is damaged, or no MP3; build it again") from problem

    @cached_property
    def _frames(self) -> array[int] | None:
        return frame_starts(self.content)


class Decoding:
    """An MP3 being decoded from its byte `at` on, and there from sample `start` on."""

    def __init__(self, content: bytes, at: int, start: int) -> None:
        """Raise MiniaudioError when it cannot be."""
        # miniaudio holds on to the source only once it has been asked for samples
        self._source = _Bytes(content, at)
        self._samples = miniaudio.stream_any(
            self._source, miniaudio.FileFormat.MP3, nchannels=1, sample_rate=RATE, seek_frame=start
        )

    def take(self, count: int) -> Samples[int]:
        """Return the next `count` samples; fewer only where it ends, or cannot be decoded any more."""
        taken: Samples[int] = array("h")
        with suppress(StopIteration, miniaudio.MiniaudioError):
            while len(taken) < count:
                taken.extend(self._samples.send(min(MOST, count - len(taken))))
        return taken

    def close(self) -> None:
        """Let go of what the decoder holds."""
        self._samples.close()


class _Bytes(miniaudio.StreamableSource):  # type: ignore[misc]
    """The content as if it began at byte `begin`."""

    def __init__(self, content: bytes, begin: int) -> None:
        self._file = BytesIO(content)
        self._begin = begin
        self._file.seek(begin)

    def read(self, num_bytes: int) -> bytes:
        return self._file.read(num_bytes)

    def seek(self, offset: int, origin: miniaudio.SeekOrigin) -> bool:
        from_start = origin is miniaudio.SeekOrigin.START
        self._file.seek(offset + self._begin if from_start else offset, origin.value)
        return True

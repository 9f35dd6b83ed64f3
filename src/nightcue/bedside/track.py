"""A track as it is played: an MP3 decoded a little at a time, from any sample."""

from __future__ import annotations

from array import array
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from nightcue.bedside.errors import PlayingError
from nightcue.bedside.lean_miniaudio import miniaudio

RATE = 22_050
"""Samples a second of every MP3 that nightcue makes; `nightcue.audio.clip` says so too, but loads numpy."""

MOST = 16_384
"""Samples that miniaudio decodes at a time, at most."""

Samples = array  # of type "h": mono, int16


class Track:
    """The MP3 at `path`, whole in memory: it plays on when the file is deleted or the disk goes away."""

    def __init__(self, path: Path) -> None:
        """Raise PlayingError when the file cannot be read."""
        self.path = path
        try:
            self.content = path.read_bytes()
        except OSError as problem:
            raise PlayingError(f"cannot read {path}: {problem.strerror or problem}") from problem

    def samples_from(self, start: int) -> Decoding:
        """The samples from sample `start` on. Raises PlayingError when this is no MP3, or it ends before `start`."""
        try:
            return Decoding(self.content, start)
        except miniaudio.MiniaudioError as problem:
            raise PlayingError(f"cannot play {self.path}: it is damaged, or no MP3; build it again") from problem


class Decoding:
    """An MP3 being decoded from sample `start` on."""

    def __init__(self, content: bytes, start: int) -> None:
        """Raise MiniaudioError when it cannot be."""
        # miniaudio holds on to the source only once it has been asked for samples
        self._source = _Bytes(content)
        self._samples = miniaudio.stream_any(
            self._source, miniaudio.FileFormat.MP3, nchannels=1, sample_rate=RATE, seek_frame=start
        )

    def take(self, count: int) -> Samples[int]:
        """The next `count` samples; fewer only where it ends, or cannot be decoded any more."""
        taken: Samples[int] = array("h")
        with suppress(StopIteration, miniaudio.MiniaudioError):
            while len(taken) < count:
                taken.extend(self._samples.send(min(MOST, count - len(taken))))
        return taken

    def close(self) -> None:
        """Let go of what the decoder holds."""
        self._samples.close()


class _Bytes(miniaudio.StreamableSource):  # type: ignore[misc]
    def __init__(self, content: bytes) -> None:
        self._file = BytesIO(content)

    def read(self, num_bytes: int) -> bytes:
        return self._file.read(num_bytes)

    def seek(self, offset: int, origin: miniaudio.SeekOrigin) -> bool:
        self._file.seek(offset, origin.value)
        return True

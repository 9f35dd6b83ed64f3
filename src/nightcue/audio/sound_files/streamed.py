"""Files that miniaudio reads: every MP3, and a FLAC without its length, as a pipe makes it.

libsndfile refuses MP3s for what stands around their frames, and prints warnings.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import miniaudio
import numpy as np

from nightcue.audio.mp3.foreign import find_frames
from nightcue.audio.sound_files.sound_file import BLOCK, Block, CutShortError, DamagedError

_STREAMINFO = slice(18, 26)
"""Where a FLAC has its rate (20 bits), channels (3), depth (5) and length (36), after RFC 9639, 8.2."""


def open_mp3(file: BinaryIO) -> StreamedFile | None:
    """Return the MP3 in `file`, or None. Raises CutShortError, and DamagedError for junk within it."""
    found = find_frames(file)
    if found is None:
        return None
    if found.is_cut_short:
        raise CutShortError
    if found.is_broken:
        raise DamagedError
    part = _Part(file, found.start, found.end)
    return StreamedFile(part, miniaudio.FileFormat.MP3, found.rate, found.channels, found.samples)


def open_endless_flac(file: BinaryIO) -> StreamedFile | None:
    """Return the FLAC in `file` if it does not declare its length, else None."""
    file.seek(0)
    start = file.read(_STREAMINFO.stop)
    said = int.from_bytes(start[_STREAMINFO], "big")
    if not start.startswith(b"fLaC") or len(start) < _STREAMINFO.stop or said & (1 << 36) - 1:
        return None
    part = _Part(file, 0, os.fstat(file.fileno()).st_size)
    return StreamedFile(part, miniaudio.FileFormat.FLAC, said >> 44, (said >> 41 & 7) + 1, None)


@dataclass
class StreamedFile:
    """An open file of one of miniaudio's kinds."""

    part: _Part
    kind: miniaudio.FileFormat
    rate: int
    channels: int
    frames: int | None

    def blocks(self) -> Iterator[Block]:
        """Yield the sound from its start, without what the encoder of an MP3 says it put before and after it."""
        try:
            stream = miniaudio.stream_any(
                self.part.from_its_start(),
                source_format=self.kind,
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=self.channels,
                sample_rate=self.rate,
                frames_to_read=BLOCK // self.channels,
            )
            for samples in stream:
                yield np.frombuffer(_bytes(samples), np.float32).reshape(-1, self.channels)
        except miniaudio.MiniaudioError as problem:
            raise DamagedError from problem


def _bytes(samples: array[float]) -> bytes:
    return samples.tobytes()


class _Part(miniaudio.StreamableSource):  # type: ignore[misc]
    """The part of a file from byte `start` to `end`, as miniaudio reads it."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end
        self._position = start

    def from_its_start(self) -> _Part:
        return _Part(self._file, self._start, self._end)

    def read(self, num_bytes: int) -> bytes:
        self._file.seek(self._position)
        data = self._file.read(max(0, min(num_bytes, self._end - self._position)))
        self._position += len(data)
        return data

    def seek(self, offset: int, origin: miniaudio.SeekOrigin) -> bool:
        bases = {"START": self._start, "CURRENT": self._position}
        self._position = min(self._end, bases.get(origin.name, self._end) + offset)
        return self._position >= self._start

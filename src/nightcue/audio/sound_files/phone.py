"""Recordings of phones: AAC and ALAC in MP4, bare AAC, AMR and WMA, read by PyAV (extra `m4a`).

The kind is given to FFmpeg, as some that it would detect itself, such as playlists, open other files.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import BinaryIO

import numpy as np

from nightcue.audio.sound_files.lengths import see_whole
from nightcue.audio.sound_files.sound_file import Block, DamagedError, MissingExtraError

_ASF = bytes.fromhex("3026b2758e66cf11")
"""How a WMA begins, with half of the name of its container."""


def kind_of(start: bytes) -> str | None:
    """Return FFmpeg's name for the kind of file that begins with `start`, or None."""
    if start[4:8] == b"ftyp":
        return "mov"
    if start.startswith(b"#!AMR"):
        return "amr"
    if start.startswith(_ASF):
        return "asf"
    if len(start) > 1 and start[0] == 0xFF and start[1] & 0xF6 == 0xF0:  # ADTS, whose layer is always 0
        return "aac"
    return None


class PhoneFile:
    """An open file of such a `kind`; raises MissingExtraError, CutShortError and DamagedError."""

    def __init__(self, file: BinaryIO, kind: str) -> None:
        see_whole(file)
        if find_spec("av") is None:
            raise MissingExtraError
        self._file, self._kind = file, kind
        import av

        try:
            with av.open(file, format=kind) as container:
                if not container.streams.audio:
                    raise DamagedError
                stream = container.streams.audio[0]
                self.rate, self.channels = stream.rate or 0, stream.channels
        except (av.FFmpegError, ValueError) as problem:
            raise DamagedError from problem
        self.frames: int | None = None  # told only once all of it is decoded

    def blocks(self) -> Iterator[Block]:
        """Yield the sound from its start, a block at a time."""
        import av

        try:
            self._file.seek(0)
            with av.open(self._file, "r", format=self._kind) as container:
                resampler = av.AudioResampler(format="fltp")
                for frame in container.decode(audio=0):
                    for each in resampler.resample(frame):
                        yield np.ascontiguousarray(each.to_ndarray().T, dtype=np.float32)
        except av.FFmpegError as problem:
            raise DamagedError from problem

"""Finding the frames of any MP3, whatever stands around them, and whether all of them are there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import BinaryIO

from nightcue.audio.mp3.frames import HEADER_SIZE, frame_size, is_mono, version_of
from nightcue.audio.tags.stamp import tag_size
from nightcue.storage.reading import read_at

SEARCHED = 1 << 20
"""Bytes in which a first frame is looked for, and the next one where something stands between two."""

ENOUGH = 3
"""Frames in a row that are no accident."""

_TAGS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3", b"3DI", b"\0")
"""How that begins which may stand between frames or after them: tags, and zeros."""

_VBRI = HEADER_SIZE + 32
"""Where the head of Fraunhofer's encoder stands in the first frame (gabriel.mp3-tech.org/mp3infotag.html)."""


@dataclass(frozen=True)
class Mp3:
    """The frames of an MP3, which stand from byte `start` to `end`, and how many the file says there are.

    `is_torn` says that the last frame is not there to its end, `is_broken` that something is between two frames that is
    neither a tag nor zeros. `samples` are those of a channel.
    """

    start: int
    end: int
    frames: int
    declared: int | None
    rate: int
    channels: int
    samples: int
    is_torn: bool
    is_broken: bool

    @property
    def is_cut_short(self) -> bool:
        """Whether frames are missing at the end: by its own count, give or take that of its head, or by a torn one."""
        return self.is_torn if self.declared is None else self.declared > self.frames + 1


def find_frames(file: BinaryIO) -> Mp3 | None:
    """Look through `file` for the frames of an MP3; None where there are none."""
    size = os.fstat(file.fileno()).st_size
    start = _first_frame(file, _after_id3(file), size)
    if start is None:
        return None
    first = read_at(file, start, HEADER_SIZE)
    version = version_of(first)
    declared, has_head = _declared(read_at(file, start, frame_size(first)))
    frames, end, torn, broken = _walk(file, start, size, first)
    frames -= has_head
    return Mp3(
        start=start,
        end=end,
        frames=frames,
        declared=declared,
        rate=version.rates[first[2] >> 2 & 3],
        channels=1 if is_mono(first) else 2,
        samples=frames * version.samples,
        is_torn=torn,
        is_broken=broken,
    )


def _walk(file: BinaryIO, start: int, size: int, first: bytes) -> tuple[int, int, bool, bool]:
    """Return how many whole frames there are, where the last one ends, whether one is torn after it, and if broken."""
    frames, position, end, broken = 0, start, start, False
    while True:
        length = _length_at(file, position, first)
        if (length and position + length > size) or _begins_a_header(file, position, size):
            return frames, end, True, broken
        if length:
            frames, position = frames + 1, position + length
            end = position
            continue
        between = read_at(file, position, len(max(_TAGS, key=len)))
        following = _first_frame(file, position + 1, size, first) if between else None
        if following is None:
            return frames, end, False, broken
        broken |= not between.startswith(_TAGS)
        position = following


def _first_frame(file: BinaryIO, position: int, size: int, like: bytes | None = None) -> int | None:
    """Return where the next frames begin: ENOUGH in a row, or as many as there are up to the end of the file."""
    window = read_at(file, position, SEARCHED)
    at = window.find(b"\xff")
    while at >= 0:
        if _row(file, position + at, size, like):
            return position + at
        at = window.find(b"\xff", at + 1)
    return None


def _row(file: BinaryIO, position: int, size: int, like: bytes | None) -> bool:
    first = like or read_at(file, position, HEADER_SIZE)
    for _ in range(ENOUGH):
        length = _length_at(file, position, first)
        if not length:
            return False
        position += length
        if position >= size:
            return True
    return True


def _length_at(file: BinaryIO, position: int, like: bytes) -> int:
    """Return the bytes of the frame at `position`; 0 where there is none of the version and the rate of `like`."""
    header = read_at(file, position, HEADER_SIZE)
    if len(header) < HEADER_SIZE or header[1] & 0xFE != like[1] & 0xFE or (header[2] ^ like[2]) & 0x0C:
        return 0
    try:
        return frame_size(header)
    except ValueError:
        return 0


def _begins_a_header(file: BinaryIO, position: int, size: int) -> bool:
    """Return whether the file ends within what may be the header of a frame."""
    return 0 < size - position < HEADER_SIZE and read_at(file, position, 1) == b"\xff"


def _after_id3(file: BinaryIO) -> int:
    """Return the byte after the ID3 tags at the start; what is called padding may stand there too."""
    position = 0
    while (head := read_at(file, position, 10)).startswith(b"ID3") and len(head) == 10:
        position += tag_size(head) + (10 if head[5] & 0x10 else 0)
    return position


def _declared(frame: bytes) -> tuple[int | None, bool]:
    """Return how many frames the first one says there are, and whether it is the head that could say so."""
    if frame[_VBRI : _VBRI + 4] == b"VBRI":
        return int.from_bytes(frame[_VBRI + 14 : _VBRI + 18], "big") or None, True
    version = version_of(frame)
    head = frame[HEADER_SIZE + (version.side_info if is_mono(frame) else version.stereo_side_info) :]
    if head[:4] not in (b"Xing", b"Info"):
        return None, False
    return (int.from_bytes(head[8:12], "big") or None) if head[7] & 1 else None, True

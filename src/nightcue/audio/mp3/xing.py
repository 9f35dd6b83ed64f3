"""The Xing frame: the first frame of an MP3, silent itself, that says how long the sound is and where it starts.

After the LAME source (VbrTag.c) and the "Mp3 Info Tag revision 1" description of its extension.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nightcue.audio.mp3.frames import (
    ENCODER_DELAY,
    FRAME_SAMPLES,
    HEADER_SIZE,
    OURS,
    frame_ends,
    frame_header,
    frame_size,
)
from nightcue.audio.mp3.lame import SPEED, VBR_QUALITY

XING_KBPS = 64
"""The bit rate of the Xing frame, the smallest that has room for what it says, in mono at 22.05 kHz."""

XING_SIZE = frame_size(frame_header(XING_KBPS))
"""Bytes of the Xing frame."""

TOC_ENTRIES = 100


@dataclass
class FrameCount:
    """Counts the frames of an MP3 as they go by; `expected` frames in all place the entries of the seek table."""

    expected: int
    frames: int = 0
    size: int = 0
    seek_points: list[int] = field(default_factory=list)
    _carried: bytes = b""

    def add(self, encoded: bytes) -> None:
        """Take in encoder output, `encoded`, which may end within a frame."""
        data = self._carried + encoded
        position = 0
        for end in frame_ends(data):
            self.add_alike(1, end - position)
            position = end
        self._carried = data[position:]

    def take(self, frames: int, size: int, seek_points: list[int]) -> None:
        """Take in all `frames` frames at once, of `size` bytes, with the byte that each seek point is at."""
        self.frames, self.size, self.seek_points = frames, size, seek_points

    def add_alike(self, frames: int, size: int) -> None:
        """Take in `frames` frames of `size` bytes each."""
        while len(self.seek_points) < TOC_ENTRIES:
            wanted = -(-len(self.seek_points) * self.expected // TOC_ENTRIES)
            if wanted >= self.frames + frames:
                break
            self.seek_points.append(self.size + (wanted - self.frames) * size)
        self.frames += frames
        self.size += frames * size


def xing_frame(count: FrameCount, length: int) -> bytes:
    """The Xing frame for sound of `length` samples; the same number of bytes whatever the count holds."""
    frame = bytearray(XING_SIZE)
    frame[:HEADER_SIZE] = frame_header(XING_KBPS)
    body = _xing_body(count, count.size + len(frame)) + _lame_body(count, count.size + len(frame), length)
    start = HEADER_SIZE + OURS.side_info
    frame[start : start + len(body)] = body
    end = start + len(body)
    frame[end : end + 2] = _crc16(frame[:end]).to_bytes(2, "big")
    return bytes(frame)


def _xing_body(count: FrameCount, size: int) -> bytes:
    """Flags, number of frames, number of bytes, seek table, quality; `size` is all frames with this one, in bytes."""
    first = size - count.size
    table = [min(255, 256 * (first + point) // size) for point in count.seek_points]
    table += [255] * (TOC_ENTRIES - len(table))
    quality = 100 - 10 * VBR_QUALITY - SPEED  # as LAME counts it
    return b"".join(
        (
            b"Xing\0\0\0\x0f",
            count.frames.to_bytes(4, "big"),
            size.to_bytes(4, "big"),
            bytes(table),
            quality.to_bytes(4, "big"),
        )
    )


def _lame_body(count: FrameCount, size: int, length: int) -> bytes:
    """The LAME extension without its CRC: what made the file, and the silence to take off both ends."""
    padding = min(0xFFF, max(0, count.frames * FRAME_SAMPLES - ENCODER_DELAY - length))
    return b"".join(
        (
            b"LAME3.100",
            b"\x04",  # revision 0, VBR by the mtrh method
            b"\0",  # lowpass not stated
            bytes(8),  # neither peak nor gain stated
            b"\0",  # no flags
            bytes((OURS.kbps[1],)),  # the smallest bit rate
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes(4),  # no surround, no preset, gain unchanged
            size.to_bytes(4, "big"),
            bytes(2),  # the CRC of the music, which no player reads, left out
        )
    )


def _crc16(data: bytes | bytearray) -> int:
    """CRC-16 (polynomial 0x8005, reflected), as LAME signs its extension."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc

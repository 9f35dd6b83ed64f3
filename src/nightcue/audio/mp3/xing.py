"""The Xing frame: the first frame of an MP3, silent itself, that says how long the sound is and where it starts.

After the LAME source (VbrTag.c) and the "Mp3 Info Tag revision 1" description of its extension.
"""

from __future__ import annotations

from nightcue.audio.mp3.frames import ENCODER_DELAY, FRAME_SAMPLES, HEADER_SIZE, OURS, silent_frame
from nightcue.audio.mp3.lame import SPEED, VBR_QUALITY
from nightcue.audio.mp3.seek_table import SeekTable

XING_KBPS = 64
"""The bit rate of the Xing frame, the smallest that has room for what it says, in mono at 22.05 kHz."""

XING_SIZE = len(silent_frame(XING_KBPS))
"""Bytes of the Xing frame."""


def xing_frame(table: SeekTable, length: int) -> bytes:
    """Return the Xing frame of a whole track of `length` samples, whose other frames `table` has counted."""
    frame = bytearray(silent_frame(XING_KBPS))
    body = _xing_body(table) + _lame_body(table, length)
    start = HEADER_SIZE + OURS.side_info
    frame[start : start + len(body)] = body
    end = start + len(body)
    frame[end : end + 2] = _crc16(frame[:end]).to_bytes(2, "big")
    return bytes(frame)


def _xing_body(table: SeekTable) -> bytes:
    """Return flags, number of frames, number of bytes with this frame's own, seek table, quality."""
    quality = 100 - 10 * VBR_QUALITY - SPEED  # as LAME counts it
    return b"".join(
        (
            b"Xing\0\0\0\x0f",
            table.frames.to_bytes(4, "big"),
            (XING_SIZE + table.size).to_bytes(4, "big"),
            table.entries(before=XING_SIZE),
            quality.to_bytes(4, "big"),
        )
    )


def _lame_body(table: SeekTable, length: int) -> bytes:
    """Return the LAME extension without its CRC: what made the file, and the silence to take off both ends."""
    padding = min(0xFFF, max(0, table.frames * FRAME_SAMPLES - ENCODER_DELAY - length))
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
            (XING_SIZE + table.size).to_bytes(4, "big"),
            bytes(2),  # the CRC of the music, which no player reads, left out
        )
    )


def _crc16(data: bytes | bytearray) -> int:
    """Return the CRC-16 (polynomial 0x8005, reflected), as LAME signs its extension."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc

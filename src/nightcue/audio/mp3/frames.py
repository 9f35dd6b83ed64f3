"""The facts of MP3 frames, for everything here that writes, counts or cuts them.

After ISO 11172-3 (MPEG-1) and 13818-3 (MPEG-2), both layer III; MPEG-2.5 has no standard of its own. The bedside page
needs them too, in bedside/page/frames.js; a test holds both alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final


@dataclass(frozen=True)
class Version:
    """What layer III is in one version of MPEG audio.

    `samples` in a frame, sample `rates` in hertz and bit rates in `kbps`, both by their index in a header (bit rate 0
    is none that a frame may have here), and bytes of side information after the header of a mono and a stereo frame.
    """

    samples: int
    rates: tuple[int, int, int]
    kbps: tuple[int, ...]
    side_info: int
    stereo_side_info: int


_HIGHER = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOWER = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)

VERSIONS: Final = {
    3: Version(1152, (44_100, 48_000, 32_000), _HIGHER, 17, 32),
    2: Version(576, (22_050, 24_000, 16_000), _LOWER, 9, 17),
    0: Version(576, (11_025, 12_000, 8_000), _LOWER, 9, 17),
}
"""MPEG-1, MPEG-2 and MPEG-2.5, by their two bits in a header."""

OURS = VERSIONS[2]
"""The version of the MP3s that nightcue makes, for its 22.05 kHz."""

FRAME_SAMPLES = OURS.samples
"""Samples in a frame of ours, 26 ms."""

HEADER_SIZE = 4
"""Bytes of a header."""

_SYNC = b"\xff\xf3"
"""The first two bytes of a header of ours: MPEG-2, layer III, without a checksum."""

_RATE_BITS = 0x0C
"""Those of the third byte that give the sample rate by its index; 0 is the 22.05 kHz of ours."""

_MONO = 0xC4
"""The last byte of a header of ours: mono, not a copy."""

ENCODER_DELAY = 576
"""Samples of silence that LAME puts before the sound; the Xing frame says so."""

DECODER_DELAY = 529
"""Samples that every layer III decoder adds, and that readers of the Xing frame take off again."""


def frame_header(kbps: int, padded: bool = False) -> bytes:
    """Return the header of a frame of ours with that bit rate. Raises ValueError for a rate that there is not."""
    return _SYNC + bytes((OURS.kbps.index(kbps) << 4 | padded << 1, _MONO))


@cache
def is_ours(header: bytes) -> bool:
    """Return whether a frame of the version and sample rate of ours may begin with `header`."""
    return header.startswith(_SYNC) and not header[2] & _RATE_BITS


def version_of(header: bytes) -> Version:
    """Return the version of the frame that begins with `header`; raises KeyError for one that there is not."""
    return VERSIONS[header[1] >> 3 & 3]


def is_mono(header: bytes) -> bool:
    """Return whether the frame that begins with `header` has one channel."""
    return header[3] >> 6 == 3


@cache
def frame_size(header: bytes) -> int:
    """Return the bytes of the layer III frame that begins with `header`; raises ValueError where none does."""
    if header[0] == 0xFF and header[1] & 0xE6 == 0xE2 and (version := VERSIONS.get(header[1] >> 3 & 3)):
        index, rate = header[2] >> 4, header[2] >> 2 & 3
        if 0 < index < len(version.kbps) and rate < len(version.rates):
            size = version.samples // 8 * version.kbps[index] * 1000 // version.rates[rate]
            return size + (header[2] >> 1 & 1)
    raise ValueError(f"not the header of an MPEG layer III frame: {header.hex()}")


def frame_ends(encoded: bytes) -> list[int]:
    """Return the byte after each frame that `encoded` holds whole; raises ValueError when it holds something else."""
    ends, end = [], 0
    while end + HEADER_SIZE <= len(encoded):
        end += frame_size(encoded[end : end + HEADER_SIZE])
        if end <= len(encoded):
            ends.append(end)
    return ends


def silent_frame(kbps: int) -> bytes:
    """Return a frame of ours with no main data: silence, once what is before it has rung out."""
    header = frame_header(kbps)
    return header.ljust(frame_size(header), b"\0")


SILENT_FRAME = silent_frame(OURS.kbps[1])
"""The smallest silent frame, 26 bytes at 8 kbit/s."""

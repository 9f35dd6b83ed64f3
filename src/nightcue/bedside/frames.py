"""Where the frames of an MP3 begin, so that decoding can start close to any sample and not only at the first.

A decoder goes to a sample by decoding all before it: half a second at the end of a long track on a desktop computer,
several on a small one.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from nightcue.audio.tags.stamp import tag_size

LENGTH = 576
"""Samples of a frame of MPEG-2 layer III."""

DELAY = 576 + 529
"""Samples before the first that is heard: the encoder's delay, which the Xing frame states, and the decoder's own."""

SETTLED = 3
"""Frames after which a decoder that began in the middle gives what it would have given: each overlaps the next."""

_HEADER = b"\xff\xf3"
_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SIZES = [
    LENGTH // 8 * _KBPS[third >> 4] * 1000 // 22_050 + (third >> 1 & 1)
    if 0 < third >> 4 < len(_KBPS) and not third & 0x0C
    else 0
    for third in range(256)
]
"""Bytes of a frame by the third byte of its header, at 22.05 kHz; 0 where that is none of ours."""


@dataclass(frozen=True)
class Beginning:
    """Where to begin decoding: at byte `at`, and the sample that is wanted comes `samples` after the first decoded."""

    at: int
    samples: int


def frame_starts(content: bytes) -> array[int] | None:
    """The byte that each frame with sound begins at, without the Xing frame; None when this is no MP3 of ours."""
    if not content.startswith(b"ID3") or len(content) < 10:
        return None
    at, starts = tag_size(content[:10]), array("q")
    while at + 4 < len(content):
        size = _SIZES[content[at + 2]]
        if content[at : at + 2] != _HEADER or not size:
            return None
        starts.append(at)
        at += size
    return starts[1:]


def beginning(content: bytes, starts: array[int], sample: int) -> Beginning | None:
    """Where to begin so that `sample` is decoded as it is in the whole; None when that is the very beginning."""
    wanted = sample + DELAY
    frame = min(wanted // LENGTH, len(starts)) - SETTLED
    # the first byte after the header is how far back the data of a frame begins: only at 0 does it stand on its own
    while frame > 0 and content[starts[frame] + 4]:
        frame -= 1
    return Beginning(starts[frame], wanted - frame * LENGTH) if frame > 0 else None

"""Where the frames of an MP3 begin, so that decoding can start close to any sample and not only at the first.

A decoder goes to a sample by decoding all before it: half a second at the end of a long track on a desktop computer,
several on a small one.
"""

from __future__ import annotations

from array import array
from contextlib import suppress
from dataclasses import dataclass

from nightcue.audio.mp3.frames import DECODER_DELAY, ENCODER_DELAY, FRAME_SAMPLES, HEADER_SIZE, frame_size, is_ours
from nightcue.audio.tags.stamp import tag_size

DELAY = ENCODER_DELAY + DECODER_DELAY
"""Samples that are decoded before the first that is heard."""

SETTLED = 3
"""Frames after which a decoder that began in the middle gives what it would have given: each overlaps the next."""


@dataclass(frozen=True)
class Beginning:
    """Where to begin decoding: at byte `at`, and the sample that is wanted comes `samples` after the first decoded."""

    at: int
    samples: int


def frame_starts(content: bytes) -> array[int] | None:
    """Return the byte that each frame after the Xing frame begins at; None when this is no MP3 of ours."""
    if not content.startswith(b"ID3") or len(content) < 10:
        return None
    at, starts = tag_size(content[:10]), array("q")
    with suppress(ValueError):
        while at + HEADER_SIZE < len(content):
            if not is_ours(header := content[at : at + HEADER_SIZE]):
                return None
            starts.append(at)
            at += frame_size(header)
        return starts[1:]
    return None


def beginning(content: bytes, starts: array[int], sample: int) -> Beginning | None:
    """Return where to begin so that `sample` is decoded as it is in the whole; None when that is the very beginning."""
    wanted = sample + DELAY
    frame = min(wanted // FRAME_SAMPLES, len(starts)) - SETTLED
    # the first byte after the header is how far back the data of a frame begins: only at 0 does it stand on its own
    while frame > 0 and content[starts[frame] + HEADER_SIZE]:
        frame -= 1
    return Beginning(starts[frame], wanted - frame * FRAME_SAMPLES) if frame > 0 else None

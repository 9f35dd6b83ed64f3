"""MP3: the sounds of a track laid end to end with silence between them, and a Xing frame in front."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from nightcue.audio.clip import SAMPLE_RATE, Samples
from nightcue.audio.encoders._laying import Laying
from nightcue.audio.encoders._spacing import Spacing
from nightcue.audio.encoders._xing import DECODER_DELAY, ENCODER_DELAY, FrameCount, xing_frame
from nightcue.audio.shaping import FRAME
from nightcue.audio.store import Store, cache_folder
from nightcue.audio.tags.id3 import id3_bytes
from nightcue.audio.tags.stamp import put_stamp
from nightcue.audio.tags.track_info import TrackInfo


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:
    """Encode `blocks` as MP3 with an ID3v2.3 tag, and a Xing frame, by which players play exactly `length` samples.

    Raises ValueError for any `rate` but SAMPLE_RATE.
    """
    if rate != SAMPLE_RATE:
        raise ValueError(f"an MP3 is {SAMPLE_RATE} samples a second, not {rate}")
    file.write(id3_bytes(info, room_for_stamp=True))
    count = FrameCount(rate, expected=-(-(length + ENCODER_DELAY + DECODER_DELAY) // FRAME))
    xing_position = file.tell()
    file.write(xing_frame(count, length))
    spacing = Spacing(file.write, count)
    with Laying(spacing, Store(cache_folder() / "mp3", "frames")) as laying:
        for block in blocks:
            laying.add(block)
        laying.finish(count.expected)
    spacing.finish()
    file.seek(xing_position)
    file.write(xing_frame(count, length))
    put_stamp(file)

"""Ogg Opus, at 24 kHz: the nearest above 22.05 kHz of the five rates that Opus has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import numpy as np
import soxr
from mutagen.oggopus import OggOpus
from numpy.typing import NDArray

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._libsndfile import write_sound
from nightcue.audio.encoders._ogg import finish_stream
from nightcue.audio.tags.track_info import TrackInfo

OPUS_RATE = 24_000


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:  # noqa: ARG001
    """Write `blocks` as Ogg Opus with its comments and picture; its duration is within 1 ms of theirs."""
    write_sound(file, _resampled(blocks, rate), OPUS_RATE, "OGG", "OPUS")
    finish_stream(file, OggOpus, info)


def _resampled(blocks: Iterable[Samples], rate: int) -> Iterator[NDArray[Any]]:
    """Yield the blocks at OPUS_RATE, as float from -1 to 1."""
    stream = soxr.ResampleStream(rate, OPUS_RATE, 1, dtype="float32", quality="HQ")
    for block in blocks:
        yield stream.resample_chunk(block.astype(np.float32) / 32768)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)

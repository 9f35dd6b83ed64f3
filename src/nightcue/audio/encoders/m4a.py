"""M4A: AAC for Apple players."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._mp4 import write_mp4
from nightcue.audio.tags.track_info import TrackInfo


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:
    """Write `blocks` as AAC with chapters, tags and cover."""
    write_mp4(file, info, blocks, length, rate, audiobook=False)

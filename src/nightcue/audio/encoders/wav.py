"""WAV: 16 bits, with an ID3 tag in its own chunk."""

from __future__ import annotations

from collections.abc import Iterable
from io import SEEK_END
from typing import BinaryIO

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._libsndfile import write_sound
from nightcue.audio.tags.id3 import id3_bytes
from nightcue.audio.tags.track_info import TrackInfo

CHUNK_HEADER = 8
"""Bytes of the name and size of a RIFF chunk; the size does not count them."""


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:  # noqa: ARG001
    """Write `blocks` as 16-bit PCM, then an "id3 " chunk."""
    write_sound(file, blocks, rate, "WAV", "PCM_16")
    tag = id3_bytes(info)
    file.seek(0, SEEK_END)
    file.write(b"id3 " + len(tag).to_bytes(4, "little") + tag + bytes(len(tag) % 2))
    size = file.tell() - CHUNK_HEADER
    file.seek(4)
    file.write(size.to_bytes(4, "little"))

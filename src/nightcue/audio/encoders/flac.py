"""FLAC: 16 bits, lossless."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from mutagen.flac import FLAC

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._comments import os_errors
from nightcue.audio.encoders._libsndfile import write_sound
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.audio.tags.vorbis import cover_picture, vorbis_comments


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:  # noqa: ARG001
    """Write `blocks` as 16-bit FLAC, then its Vorbis comments and picture."""
    write_sound(file, blocks, rate, "FLAC", "PCM_16")
    with os_errors():
        file.seek(0)
        flac = FLAC(file)
        flac.update(vorbis_comments(info))
        flac.add_picture(cover_picture())
        file.seek(0)
        flac.save(file, padding=lambda _: 0)

"""Ogg Vorbis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from mutagen.oggvorbis import OggVorbis

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._libsndfile import write_sound
from nightcue.audio.encoders._ogg import finish_stream
from nightcue.audio.tags.track_info import TrackInfo


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:  # noqa: ARG001
    """Write `blocks` as Ogg Vorbis with its comments and picture."""
    write_sound(file, blocks, rate, "OGG", "VORBIS")
    finish_stream(file, OggVorbis, info)

"""Ogg Opus at 24 kbit/s: the sounds of a track, with packets of silence or of faint noise between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from mutagen.oggopus import OggOpus

from nightcue.audio.clip import SAMPLE_RATE, Samples
from nightcue.audio.encoders._ogg import finish_stream
from nightcue.audio.opus.packets import (
    OPUS_RATE,
    PACKET_SAMPLES,
    SETTINGS,
    SILENT_PACKET,
    USUAL_FLOOR,
    floor_packets,
    pre_skip,
)
from nightcue.audio.opus.pages import Pages
from nightcue.audio.opus.segments import Segments, load_packets, store_packets
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.machine import cores
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cached
from nightcue.threads import Pool

_FULL_RATE = 48_000
"""Samples a second in which Ogg counts the places of any Opus stream."""


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:
    """Write `blocks` as Ogg Opus with its comments and picture; its duration is within 1 ms of theirs.

    Raises ValueError for any `rate` but SAMPLE_RATE.
    """
    _encode(file, info, blocks, length, rate, [SILENT_PACKET])


def encode_over_floor(
    dbfs: float, file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int
) -> None:
    """Encode `blocks` in the same way, with noise of `dbfs` wherever nothing sounds, at 2 to 5 kbit/s."""
    _encode(file, info, blocks, length, rate, _kept_floor(dbfs))


def _encode(
    file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int, between: Sequence[bytes]
) -> None:
    if rate != SAMPLE_RATE:
        raise ValueError(f"an Opus track is made of {SAMPLE_RATE} samples a second, not {rate}")
    pages = Pages(file, pre_skip(), OPUS_RATE)
    full = round(length * _FULL_RATE / rate)
    count = -(-(full + pre_skip()) // (_FULL_RATE * PACKET_SAMPLES // SAMPLE_RATE))
    with Pool(cores(), "encoding") as threads:
        segments = Segments(pages.add, count, _store(), between, threads)
        for block in blocks:
            segments.add(block)
        segments.finish(count)
    pages.finish(full)
    finish_stream(file, OggOpus, info)


def _kept_floor(dbfs: float) -> Sequence[bytes]:
    if dbfs == USUAL_FLOOR:
        return floor_packets(dbfs)
    store, key = _store(), hashlib.sha256(f"{SETTINGS}; floor of {dbfs}".encode()).hexdigest()
    packets = load_packets(store, key)
    if packets is None:
        packets = floor_packets(dbfs)
        store_packets(store, key, packets)
    return packets


def _store() -> DiskCache:
    return DiskCache(cached("opus"), "packets")

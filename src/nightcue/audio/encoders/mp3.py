"""MP3: an ID3 tag, a Xing frame, and the segments of a track with frames of silence or of faint noise between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from nightcue.audio.clip import SAMPLE_RATE, Samples
from nightcue.audio.mp3.floor_frames import floor_frames
from nightcue.audio.mp3.frames import DECODER_DELAY, ENCODER_DELAY, FRAME_SAMPLES, SILENT_FRAME
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.audio.mp3.segments import Segments
from nightcue.audio.mp3.xing import XING_SIZE, xing_frame
from nightcue.audio.tags.id3 import id3_bytes
from nightcue.audio.tags.stamp import put_stamp
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.machine import cores
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cached
from nightcue.threads import Pool

if TYPE_CHECKING:
    from nightcue.audio.mixing import Placement
    from nightcue.audio.mp3.stretches import Stretches
    from nightcue.progress import Progress


def encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:
    """Encode `blocks` as MP3 with an ID3v2.3 tag, and a Xing frame, by which players play exactly `length` samples.

    Raises ValueError for any `rate` but SAMPLE_RATE.
    """
    _encode(file, info, blocks, length, rate, SILENT_FRAME)


def encode_over_floor(
    dbfs: float, file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int
) -> None:
    """Encode `blocks` in the same way, with noise of `dbfs` wherever nothing sounds, for no byte more."""
    _encode(file, info, blocks, length, rate, floor_frames(dbfs))


def encode_stretches(
    file: BinaryIO,
    info: TrackInfo,
    placements: Iterable[Placement],
    length: int,
    floor: float | None,
    progress: Progress | None = None,
    stretches: Stretches | None = None,
) -> None:
    """Write what `encode` writes, or `encode_over_floor`, of a mix of `placements` alone: what is silent costs nothing.

    `stretches` knows those that it wrote before, and `progress` gets how many frames are written.
    """
    from nightcue.audio.mp3.stretches import Stretches

    between = SILENT_FRAME if floor is None else floor_frames(floor)
    known = stretches or Stretches(DiskCache(cached("mp3"), "frames"))
    with _around(file, info, length) as table:
        known.write(placements, table, file.write, between, progress)


def _encode(file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int, between: bytes) -> None:
    if rate != SAMPLE_RATE:
        raise ValueError(f"an MP3 is {SAMPLE_RATE} samples a second, not {rate}")
    store = DiskCache(cached("mp3"), "frames")
    with _around(file, info, length) as table, Pool(cores(), "encoding") as threads:
        segments = Segments(file.write, table, store, between, threads)
        for block in blocks:
            segments.add(block)
        segments.finish(table.expected)


@contextmanager
def _around(file: BinaryIO, info: TrackInfo, length: int) -> Iterator[SeekTable]:
    """Write all but the frames of a track, which the block writes after the tag and counts in the table."""
    file.write(id3_bytes(info, room_for_stamp=True))
    table = SeekTable(expected=-(-(length + ENCODER_DELAY + DECODER_DELAY) // FRAME_SAMPLES))
    xing_position = file.tell()
    file.write(bytes(XING_SIZE))  # its frame comes when all others are counted
    yield table
    file.seek(xing_position)
    file.write(xing_frame(table, length))
    put_stamp(file)

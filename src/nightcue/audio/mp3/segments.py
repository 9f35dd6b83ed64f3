"""The segments of an MP3, with silent frames between them, or faint ones.

A stream that a fresh encoder makes and flushes stands on its own: its first frame refers to nothing before it, and what
it leaves over decodes into the silent frames after it.
"""

from __future__ import annotations

from collections.abc import Callable

from nightcue.audio.clip import Samples
from nightcue.audio.mp3.frames import FRAME_SAMPLES, SILENT_FRAME
from nightcue.audio.mp3.lame import SETTINGS, new_lame
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.audio.segmenting import Encoder, Encoding, Segmenting, as_bytes
from nightcue.storage.disk_cache import DiskCache
from nightcue.threads import Pool

BEFORE = 1
"""Silent frames at the start of a segment: a sound that starts at once comes out unlike one that follows silence.

Measured over bedtime against one encoder from end to end: -53 dBFS at most, and -43 with none; two are no better.
"""

_AT_ONCE = 40_000
"""Silent frames that are written at once, a megabyte: a track of hours takes no more memory than one of minutes."""


class Segments(Segmenting[bytes]):
    """Write the frames of a track, counted in `table`; those of segments are kept in `store`, if there is one.

    `between` are the frames that are written where nothing sounds, over and over, each as large as a silent one.
    """

    def __init__(
        self,
        write: Callable[[bytes], object],
        table: SeekTable,
        store: DiskCache | None,
        between: bytes = SILENT_FRAME,
        threads: Pool | None = None,
    ) -> None:
        load, keep = (store.load, store.store) if store else (None, None)
        super().__init__(Encoding(FRAME_SAMPLES, BEFORE, SETTINGS, _Lame, load, keep), threads)
        self._write_bytes, self._table, self._between = write, table, between

    def _write(self, encoded: bytes) -> None:
        self._table.add(encoded)
        self._write_bytes(encoded)

    def _write_silence(self, up_to: int) -> None:
        write_silence(self._write_bytes, self._table, self._between, up_to)


class _Lame(Encoder[bytes]):
    def __init__(self) -> None:
        self._lame = new_lame()

    def add(self, samples: Samples) -> bytes:
        return bytes(self._lame.encode(as_bytes(samples)))

    def finish(self) -> bytes:
        return bytes(self._lame.flush())


def write_silence(write: Callable[[bytes], object], table: SeekTable, between: bytes, up_to: int) -> None:
    """Write frames of `between`, over and over, until `table` counts `up_to`, a megabyte at most at once."""
    at = table.frames
    table.add_silence(max(0, up_to - at))
    while at < up_to:
        after = min(up_to, at + _AT_ONCE)
        write(_looped(between, at * len(SILENT_FRAME), after * len(SILENT_FRAME)))
        at = after


def _looped(loop: bytes, first: int, last: int) -> bytes:
    """Return bytes `first` to `last` of `loop` over and over."""
    skipped = first % len(loop)
    wanted = skipped + last - first
    return (loop * -(-wanted // len(loop)))[skipped:wanted]

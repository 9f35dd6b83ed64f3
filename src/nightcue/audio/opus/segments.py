"""The segments of an Opus track, with silent packets between them.

What a fresh encoder makes of a sound stands on its own after silence. One that goes on through silence spends 9 kbit/s
on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from nightcue.audio.opus.packets import PACKET_SAMPLES, SETTINGS, Packets
from nightcue.audio.segmenting import Encoding, Segmenting
from nightcue.storage.disk_cache import DiskCache
from nightcue.threads import Pool

_BEFORE = 2
"""Packets of silence before a sound, in which a decoder comes to where the encoder began."""


class Segments(Segmenting[list[bytes]]):
    """Hand each packet of a track to `write`, and `count` in all; those of segments are kept in `store`.

    `between` are the packets where nothing sounds, over and over.
    """

    def __init__(
        self, write: Callable[[bytes], None], count: int, store: DiskCache, between: Sequence[bytes], threads: Pool
    ) -> None:
        load, keep = partial(load_packets, store), partial(store_packets, store)
        super().__init__(Encoding(PACKET_SAMPLES, _BEFORE, SETTINGS, Packets, load, keep), threads)
        self._write_packet, self._count, self._between = write, count, between
        self._written = 0

    def _write(self, encoded: list[bytes]) -> None:
        for packet in encoded[: self._count - self._written]:
            self._write_packet(packet)
            self._written += 1

    def _write_silence(self, up_to: int) -> None:
        self._write([self._between[number % len(self._between)] for number in range(self._written, up_to)])


def load_packets(store: DiskCache, key: str) -> list[bytes] | None:
    """Return the packets that are kept under `key`, if any."""
    content = store.load(key)
    if content is None:
        return None
    packets, at = [], 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2], "little")
        packets.append(content[at + 2 : end])
        at = end
    return packets


def store_packets(store: DiskCache, key: str, packets: Sequence[bytes]) -> None:
    """Keep `packets` under `key`, each after its length."""
    store.store(key, b"".join(len(packet).to_bytes(2, "little") + packet for packet in packets))

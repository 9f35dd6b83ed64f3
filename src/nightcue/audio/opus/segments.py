"""Encode an Opus track in segments, each sound between two silences by itself, with silent packets between them.

What a fresh encoder makes of a sound stands on its own after silence, so it is encoded once, kept, and written wherever
it comes again at the same place within a packet. An encoder that goes on through silence spends 9 kbit/s on it.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import TracebackType

import numpy as np

from nightcue.audio.clip import Samples
from nightcue.audio.mp3.segments import LONGEST, PARTING, sounds_in
from nightcue.audio.opus.packets import PACKET_SAMPLES, SETTINGS, Packets
from nightcue.machine import cores
from nightcue.storage.disk_cache import DiskCache
from nightcue.threads import Pool

_LEAD = 2
"""Packets of silence before a sound, in which a decoder comes to where the encoder began."""

_AHEAD = 8
"""Segments and silences that may wait to be written."""

Waiting = Future[list[bytes]] | list[bytes] | int
"""What is written next: a segment being encoded, one that was kept, or the packet up to which there is silence."""


class Segments:
    """Encode the samples of a track, in blocks of any size, and hand each packet to `write`.

    They are the same whatever the blocks are. `between` are the packets where nothing sounds, over and over.
    To be used in a `with` block.
    """

    def __init__(self, write: Callable[[bytes], None], store: DiskCache, between: Sequence[bytes]) -> None:
        self._write, self._store, self._between = write, store, between
        self._threads = Pool(cores(), "encoding")
        self._waiting: deque[Waiting] = deque()
        self._written = self._position = self._zeros = 0
        self._segment: _Segment | None = None

    def __enter__(self) -> Segments:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(cancel=True)

    def add(self, block: Samples) -> None:
        """Take the next samples, int16 of shape (n,)."""
        done = 0
        for first, end in sounds_in(block):
            self._add_silence(first - done)
            self._add_sound(block[first:end])
            done = end
        self._add_silence(len(block) - done)

    def finish(self, packets: int) -> None:
        """Write the last segment, and silence up to `packets` packets; never more."""
        self._end_segment()
        self._write_later(packets)
        while self._waiting:
            self._write_next(self._waiting.popleft(), packets)

    def _add_silence(self, samples: int) -> None:
        self._zeros += samples
        self._position += samples
        if self._zeros >= PARTING:
            self._end_segment()

    def _add_sound(self, samples: Samples) -> None:
        lead = self._zeros
        if self._segment is None:
            packet = max(0, self._position // PACKET_SAMPLES - _LEAD)
            lead = self._position - packet * PACKET_SAMPLES
            self._write_later(packet)
            self._segment = _Segment(self._store)
        self._segment.add(np.zeros(lead, np.int16))
        self._segment.add(samples)
        self._position += len(samples)
        self._zeros = 0

    def _end_segment(self) -> None:
        if self._segment is not None:
            kept = self._segment.stored()
            self._write_later(self._threads.submit(self._segment.finish) if kept is None else kept)
            self._segment = None

    def _write_later(self, waiting: Waiting) -> None:
        self._waiting.append(waiting)
        while len(self._waiting) > _AHEAD:
            self._write_next(self._waiting.popleft())

    def _write_next(self, waiting: Waiting, most: int | None = None) -> None:
        if isinstance(waiting, int):
            numbers = range(self._written, waiting)
            packets = [self._between[number % len(self._between)] for number in numbers]
        else:
            packets = waiting if isinstance(waiting, list) else waiting.result()
            packets = packets if most is None else packets[: most - self._written]
        for packet in packets:
            self._write(packet)
        self._written += len(packets)


class _Segment:
    """One segment: held until its end and looked up in the store, or, when it is long, encoded as it comes."""

    def __init__(self, store: DiskCache) -> None:
        self._store = store
        self._parts: list[Samples] = []
        self._length = 0
        self._encoder: Packets | None = None

    def add(self, samples: Samples) -> None:
        """Take samples."""
        if self._encoder is not None:
            self._encoder.add(samples)
            return
        self._parts.append(samples)
        self._length += len(samples)
        if self._length > LONGEST:
            self._encoder = self._begun()

    def stored(self) -> list[bytes] | None:
        """Return the packets of the whole segment where they are stored; those of a long one never are."""
        return None if self._encoder is not None else load_packets(self._store, self._key)

    def finish(self) -> list[bytes]:
        """Encode what is left: all of the segment, which is stored then, but for a long one."""
        if self._encoder is not None:
            return self._encoder.finish()
        packets = self._begun().finish()
        store_packets(self._store, self._key, packets)
        return packets

    def _begun(self) -> Packets:
        encoder = Packets()
        encoder.add(np.concatenate(self._parts))
        return encoder

    @property
    def _key(self) -> str:
        content = b"".join(part.astype("<i2", copy=False).tobytes() for part in self._parts)
        return hashlib.sha256(SETTINGS.encode() + content).hexdigest()


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

"""The pages of an Ogg Opus stream, after RFC 3533 and 7845."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from mutagen.ogg import OggPage

PAGE_PACKETS = 50
"""Packets in a page, a second."""

_PER_PACKET = 960
"""Samples of a packet at 48 kHz, in which places are counted, whatever the rate."""


class Pages:
    """Write packets of 20 ms as pages into `file`, after the stream's two heads; `skipped` samples are left out.

    `comments` are such as "ARTIST=nightcue".
    """

    def __init__(self, file: BinaryIO, skipped: int, rate: int, comments: Sequence[str] = ()) -> None:
        self._file, self._skipped = file, skipped
        self._number = 0
        self._packets: list[bytes] = []
        self._written = 0
        head = b"OpusHead\x01\x01" + skipped.to_bytes(2, "little") + rate.to_bytes(4, "little") + bytes(3)
        self._write([head], 0)
        written = [comment.encode() for comment in comments]
        said = b"".join(len(comment).to_bytes(4, "little") + comment for comment in written)
        self._write([b"OpusTags" + bytes(4) + len(written).to_bytes(4, "little") + said], 0)

    def add(self, packet: bytes) -> None:
        """Write one more."""
        if len(self._packets) == PAGE_PACKETS:
            self._end_page()
        self._packets.append(packet)

    def finish(self, length: int) -> None:
        """Write what is left; the sound ends after `length` samples at 48 kHz."""
        self._written += len(self._packets)
        self._write(self._packets, self._skipped + length, is_last=True)

    def _end_page(self) -> None:
        self._written += len(self._packets)
        self._write(self._packets, self._written * _PER_PACKET)
        self._packets = []

    def _write(self, packets: list[bytes], position: int, is_last: bool = False) -> None:
        page = OggPage()
        page.sequence, page.position, page.packets = self._number, position, packets
        page.first, page.last = self._number == 0, is_last
        self._file.write(page.write())
        self._number += 1

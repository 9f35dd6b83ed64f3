"""Comparing the length that a container declares with the length of its file.

After the RIFF and RF64 specifications (EBU Tech 3306), AIFF 1.3, RFC 3533 for Ogg and ISO 14496-12 for boxes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Literal

from nightcue.audio.sound_files.sound_file import CutShortError
from nightcue.storage.reading import read_at

LEAST_UNKNOWN = 0x7FFF_0000
"""A size of 2 GB or more in a smaller file: what programs write into a pipe, before they know better."""

HEADER = 44
"""Bytes of the usual head of a wav, which some programs count as sound: so much may be missing."""

_EXTENDED = 0xFFFF_FFFF
_NEW_STREAM, _LAST_PAGE = 2, 4


def see_whole(file: BinaryIO) -> None:
    """Raise CutShortError where `file` is RIFF, AIFF, Ogg or MP4, and ends before its own end."""
    start = read_at(file, 0, 12)
    size = os.fstat(file.fileno()).st_size
    if start[:4] in (b"RIFF", b"RF64", b"BW64") and start[8:] == b"WAVE":
        whole = _has_whole_chunk(file, size, b"data", "little")
    elif start[:4] == b"FORM":
        whole = _has_whole_chunk(file, size, b"SSND", "big")
    elif start[:4] == b"OggS":
        whole = _has_last_pages(file, size)
    else:
        whole = start[4:8] != b"ftyp" or _has_whole_boxes(file, size)
    file.seek(0)
    if not whole:
        raise CutShortError


def _has_whole_chunk(file: BinaryIO, size: int, name: bytes, order: Literal["little", "big"]) -> bool:
    """Return whether the chunk `name` is there to its end; True for one of unknown size, and without such a chunk."""
    position, extended = 12, None
    while len(head := read_at(file, position, 8)) == 8:
        length = int.from_bytes(head[4:], order)
        if head[:4] == b"ds64":
            extended = int.from_bytes(read_at(file, position + 16, 8), order)
        if head[:4] == name:
            length = extended if length == _EXTENDED and extended else length
            missing = position + 8 + length - size
            return missing <= HEADER or length >= LEAST_UNKNOWN
        position += 8 + length + length % 2
    return True


def _has_last_pages(file: BinaryIO, size: int) -> bool:
    """Return whether every stream in an Ogg file has the page that it says is its last."""
    open_streams: set[bytes] = set()
    for position, head in _pages(file):
        flags, stream, segments = head[5], head[14:18], head[26]
        table = read_at(file, position + 27, segments)
        if len(table) < segments or position + 27 + segments + sum(table) > size:
            return False
        if flags & _NEW_STREAM:
            open_streams.add(stream)
        if flags & _LAST_PAGE:
            open_streams.discard(stream)
    return not open_streams


def _pages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the place of each page of an Ogg file, and its head."""
    position = 0
    while len(head := read_at(file, position, 27)) == 27 and head.startswith(b"OggS"):
        yield position, head
        position += 27 + head[26] + sum(read_at(file, position + 27, head[26]))


def _has_whole_boxes(file: BinaryIO, size: int) -> bool:
    """Return whether an MP4 file has all of its boxes, and among them what says where its sound is."""
    position, names = 0, set()
    while position < size:
        head = read_at(file, position, 16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:], "big")
        names.add(head[4:8])
        if length == 0:  # it goes to the end of the file
            break
        if length < 8 or not head[4:8].isascii():  # no box: what follows the last one
            break
        position += length
    return position <= size and b"moov" in names

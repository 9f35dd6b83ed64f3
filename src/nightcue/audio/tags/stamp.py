"""The stamp in an MP3's tag: the digest of all the other bytes of the file. Read without any library, to be quick."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import BinaryIO

from nightcue.storage.reading import open_file

OWNER = "nightcue"
"""Who the private frame that holds the stamp belongs to (ID3v2.3, section 4.28)."""

NO_STAMP = 64 * b"0"
"""Stands where the stamp comes: in the file that is digested, as long as a SHA-256 in hexadecimal digits."""

_FRAME_HEADER = 10
_LONGEST_TAG = 4_000_000
_BLOCK = 1 << 18


def put_stamp(file: BinaryIO) -> None:
    """Put the stamp into a whole MP3, in the room that its tag has for it.

    Raises OSError, and ValueError where there is no room.
    """
    place, stamp = _place_and_digest(file)
    file.seek(place)
    file.write(stamp)


def read_stamp(path: Path) -> str | None:
    """Return the stamp of a track whose every byte is as it was written; None for any other, or no MP3 of ours."""
    try:
        with open_file(path) as file:
            place, digest = _place_and_digest(file)
            file.seek(place)
            return digest.decode("ascii") if file.read(len(digest)) == digest else None
    except (OSError, ValueError):
        return None


def tag_size(header: bytes) -> int:
    """Return bytes of the whole tag that begins with these ten. Raises ValueError when they are fewer."""
    size = sum((byte & 0x7F) << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))
    return _FRAME_HEADER + size


def _place_and_digest(file: BinaryIO) -> tuple[int, bytes]:
    """Return the place of the stamp in the file, and its right value. Raises ValueError if there is no room for it."""
    file.seek(0)
    tag = file.read(_FRAME_HEADER)
    size = tag_size(tag)
    if tag[:4] != b"ID3\3" or size > _LONGEST_TAG:
        raise ValueError("no tag of ours")
    tag += file.read(size - _FRAME_HEADER)
    place = _place(tag)
    digest = hashlib.sha256(tag[:place] + NO_STAMP + tag[place + len(NO_STAMP) :])
    for block in iter(partial(file.read, _BLOCK), b""):
        digest.update(block)
    return place, digest.hexdigest().encode("ascii")


def _place(tag: bytes) -> int:
    """Return where in the tag the stamp stands. Raises ValueError where there is no room for one."""
    position, owner = _FRAME_HEADER, f"{OWNER}\0".encode()
    while position + _FRAME_HEADER <= len(tag):
        start = position + _FRAME_HEADER
        end = start + int.from_bytes(tag[position + 4 : position + 8], "big")
        if tag[position : position + 4] == b"PRIV" and tag[start:end].startswith(owner):
            if end - start != len(owner) + len(NO_STAMP) or end > len(tag):
                break
            return start + len(owner)
        position = end
    raise ValueError("a tag without room for a stamp")

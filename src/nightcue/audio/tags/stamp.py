"""The stamp in an MP3's tag: the digest of what the track was made from. Read without any library, to be quick."""

from __future__ import annotations

from pathlib import Path

from nightcue.storage.reading import open_file

OWNER = "nightcue"
"""Who the private frame that holds the stamp belongs to (ID3v2.3, section 4.28)."""

_FRAME_HEADER = 10
_LONGEST_TAG = 4_000_000


def read_stamp(path: Path) -> str | None:
    """The stamp of a track that is whole; None when it has none, is no MP3 of ours, or was cut short or added to."""
    try:
        with open_file(path) as file:
            header = file.read(_FRAME_HEADER)
            size = tag_size(header) - _FRAME_HEADER
            if header[:4] != b"ID3\3" or size > _LONGEST_TAG:
                return None
            tag, xing = file.read(size), file.read(200)
        whole = path.stat().st_size - _FRAME_HEADER - size
    except (OSError, ValueError):
        return None
    at = xing.find(b"Xing")
    if at < 0 or int.from_bytes(xing[at + 12 : at + 16], "big") != whole:
        return None
    return _private(tag)


def tag_size(header: bytes) -> int:
    """Bytes of the whole tag that begins with these ten. Raises ValueError when they are fewer."""
    size = sum(byte << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))
    return _FRAME_HEADER + size


def _private(tag: bytes) -> str | None:
    position = 0
    while position + _FRAME_HEADER <= len(tag):
        end = position + _FRAME_HEADER + int.from_bytes(tag[position + 4 : position + 8], "big")
        owner, _, stamp = tag[position + _FRAME_HEADER : end].partition(b"\0")
        if tag[position : position + 4] == b"PRIV" and owner == OWNER.encode():
            return stamp.decode("ascii", "replace")
        position = end
    return None

"""Packing what is text with gzip, for a slow network: the page is a third of its size then."""

from __future__ import annotations

import gzip
from functools import lru_cache

PACKED = frozenset({".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".xml", ".vtt", ".lrc", ".txt"})
"""The endings of text; tracks and pictures are packed already."""
LARGEST = 500_000
"""Bytes of a file that is packed; none of the page is as large."""
_LEVEL = 6


def takes_gzip(accepts: str) -> bool:
    """Return whether a browser that sends this Accept-Encoding takes gzip (RFC 9110, section 12.5.3)."""
    for said in accepts.lower().split(","):
        name, _, weight = said.partition(";")
        if name.strip() == "gzip":
            return weight.strip().rstrip("0.") != "q="
    return False


@lru_cache(maxsize=16)
def packed(content: bytes) -> bytes:
    """Return `content` packed, the same each time; it is kept for the next who asks."""
    return gzip.compress(content, _LEVEL, mtime=0)

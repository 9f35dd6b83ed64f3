"""From the bytes of a file that somebody made with another program to its text."""

from __future__ import annotations

_MARKS = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""What a text begins with that says how it is encoded; the longer one first, as one begins with another."""


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, UTF-8, or what Windows writes where nobody says otherwise."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "windows-1252"

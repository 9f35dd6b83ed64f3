"""Text files whose first line tells whether they are still as nightcue wrote them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from nightcue.storage.reading import read_file

_FIRST_LINE = "# Written by nightcue home-assistant ({digest}). A file that you change stays as it is from then on.\n"
_WRITTEN = re.compile(rb"# Written by nightcue home-assistant \(([0-9a-f]{16})\)[^\n]*\n", re.DOTALL)
_MOST = 1_000_000


def signed(text: str) -> bytes:
    """Return `text` in UTF-8 under a first line that holds its digest."""
    content = text.encode()
    return _FIRST_LINE.format(digest=_digest(content)).encode() + content


def is_as_written(path: Path) -> bool:
    """Return whether the file at `path` is one of ours that nobody has changed."""
    try:
        content = read_file(path, _MOST)
    except OSError:
        return False
    first = _WRITTEN.match(content)
    return first is not None and first[1].decode() == _digest(content[first.end() :])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]

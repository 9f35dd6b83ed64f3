"""Which bytes of a file a Range header asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re

_ONE = re.compile(r"[ \t]*bytes[ \t]*=[ \t]*([0-9]{0,400})-([0-9]{0,400})[ \t]*", re.IGNORECASE)
NOTHING = range(0)
"""What is asked for lies behind the end of the file."""


def asked_for(header: str, size: int) -> range | None:
    """Return the positions that `header` asks for in a file of `size` bytes; NOTHING when none of them is there.

    None means the whole file: another unit, no range by the grammar, or several at once, which no player asks for
    and a server may always answer with the whole.
    """
    asked = _ONE.fullmatch(header)
    if asked is None:
        return None
    first, last = asked.groups()
    if not first:
        return (range(max(size - int(last), 0), size) or NOTHING) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size) or NOTHING

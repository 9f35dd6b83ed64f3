"""What somebody types into the whole text, while its lines end in another way, or while it is changed elsewhere too."""

from __future__ import annotations

import re

from nightcue.document.edits import Edit, applied, difference

_ENDS = re.compile(r"\r\n?|\n")


def with_plain_ends(text: str) -> str:
    """Return `text` as a browser has it: every line ends in a line feed."""
    return _ENDS.sub("\n", text)


def typed_into(text: str, typed: str) -> str:
    """Return `text` after it became `typed`, whose lines end in line feeds; every other line keeps its own end.

    Where a carriage return would come to stand before a line feed, and be one end with it, all lines end as most do.
    """
    ends = [found.group() for found in _ENDS.finditer(text)]
    if all(end == "\n" for end in ends):
        return typed
    start, end, new = difference(with_plain_ends(text), typed)
    usual = max(dict.fromkeys(ends), key=ends.count)
    changed = applied(text, [Edit(_place(text, start), _place(text, end), new.replace("\n", usual))])
    if with_plain_ends(changed) != typed:  # a \r and a \n that met would be one end
        return typed.replace("\n", usual)
    return changed


def both(base: str, mine: str, theirs: str) -> str:
    """Return `base` with both changes, the one to `mine` and the one to `theirs`; where they touch, `theirs`."""
    if theirs == base:
        return mine
    one, other = difference(base, mine), difference(base, theirs)
    if one.end < other.start or other.end < one.start:
        return applied(base, [one, other])
    return theirs


def _place(text: str, plain: int) -> int:
    """Return the place in `text` that is `plain` in it with plain ends."""
    place = plain
    for found in _ENDS.finditer(text):
        if found.start() >= place:
            break
        place += len(found.group()) - 1
    return place

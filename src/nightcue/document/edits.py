"""Edits of a text: what to put in the place of some of its characters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple


class Edit(NamedTuple):
    """Put `text` in the place of the characters from `start` up to `end`, counted from 0."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after all `edits`, whose places are those of `text` itself and do not overlap."""
    parts, done = [], 0
    for start, end, new in sorted(edits):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def difference(old: str, new: str) -> Edit:
    """Return the one edit, as short as can be, that makes `new` of `old`."""
    start = _same_at_the_beginning(old, new)
    same = _same_at_the_beginning(old[start:][::-1], new[start:][::-1])
    return Edit(start, len(old) - same, new[start : len(new) - same])


def _same_at_the_beginning(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

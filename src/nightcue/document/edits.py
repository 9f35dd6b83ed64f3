"""Edits of a text: what to put in the place of some of its characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def with_line_ends_of(old: str, new: str) -> str:
    """Return `new`, which came through a browser and has no line ends but \\n, with those that `old` has.

    What is not there in `old` gets the line ends that most of it has.
    """
    if "\r" not in old or "\r" in new:
        return new
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    plain = [line.replace("\r\n", "\n").replace("\r", "\n") for line in before]
    usual = "\r\n" if old.count("\r\n") * 2 >= len(before) else "\n"
    first = _same_at_the_beginning(plain, after)
    last = _same_at_the_beginning(plain[first:][::-1], after[first:][::-1])
    middle = [line.replace("\n", usual) for line in after[first : len(after) - last]]
    return "".join([*before[:first], *middle, *before[len(before) - last :]])


def _same_at_the_beginning(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

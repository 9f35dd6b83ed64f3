"""Sorting a phone's files in the order in which they were recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from nightcue.audio.errors import SoundError

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Ordered:
    """Files in order: `by_number` if by the numbers in their names, else by the time when they were saved.

    `times_differ` says that times and numbers give different orders.
    """

    files: tuple[Path, ...]
    by_number: bool
    times_differ: bool = False


def in_order(files: Sequence[Path]) -> Ordered:
    """Return `files` in order, by the numbers in their names if these differ, else by time.

    Raises SoundError if neither gives an order, and OSError.
    """
    times = {file: file.stat().st_mtime_ns for file in files}
    by_time = tuple(sorted(files, key=lambda file: times[file]))
    if numbers := _numbers(files):
        by_number = tuple(sorted(files, key=lambda file: numbers[file]))
        differ = any(times[one] > times[other] for one, other in pairwise(by_number))
        return Ordered(by_number, by_number=True, times_differ=differ)
    same = next((pair for pair in pairwise(by_time) if times[pair[0]] == times[pair[1]]), None)
    if same:
        why = (
            f"{same[0].name} and {same[1].name} were saved at the same time, and their names have no numbers that tell"
        )
        raise SoundError(f"{why} which comes first; put a number in front of each name, such as 1 {same[0].name}")
    return Ordered(by_time, by_number=False)


def _numbers(files: Sequence[Path]) -> dict[Path, tuple[int, ...]] | None:
    """Return the numbers in each name to sort by, or None if they do not tell the files apart.

    These are the leading numbers, or all numbers if the names differ only in them. A phone may omit the first one: "New
    Recording", "New Recording 2".
    """
    found = {file: tuple(map(int, _DIGITS.findall(file.stem))) for file in files}
    first = {file: numbers[:1] for file, numbers in found.items()}
    if all(_DIGITS.match(file.stem) for file in files) and len({*first.values()}) == len(files):
        return first
    alike = len({"".join(filter(str.isalpha, file.stem.casefold())) for file in files}) == 1
    return found if alike and len({*found.values()}) == len(files) else None

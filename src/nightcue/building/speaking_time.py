"""When the lines that a voice still has to speak should be there, by how long it took for those before."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappush, heapreplace

EACH = 25
"""Characters that every line counts for beside its own: a neural voice takes half a second for the shortest one."""


class SpeakingTime:
    """Notes when each of `lines`, which are spoken in this order, is there; the first are begun now.

    `side_by_side` of them are spoken at a time, and each is begun when one before it is there.
    """

    def __init__(self, lines: Sequence[str], side_by_side: int) -> None:
        self._at = {line: at for at, line in enumerate(dict.fromkeys(lines))}
        self._begun = [time.monotonic()] * side_by_side
        self._took: dict[str, float] = {}

    def begin(self) -> None:
        """Count the first lines from now on, where none is there: the voice has only now loaded."""
        if not self._took:
            self._begun = [time.monotonic()] * len(self._begun)

    def note(self, there: Iterable[str]) -> None:
        """Note the lines that are there now, those noted before among them."""
        now = time.monotonic()
        for line in there:
            if line not in self._took:
                self._took[line] = now - self._begun[min(self._at[line], len(self._begun) - 1)]
                self._begun.append(now)

    def left(self, times_as_long: float) -> Iterator[tuple[str, float]]:
        """Yield each line that is not there, and the seconds until it should be, though speaking took longer.

        Nothing is yielded before any is there.
        """
        if not self._took:
            return
        each = times_as_long * sum(self._took.values()) / sum(map(_work, self._took))
        now, free = time.monotonic(), list[float]()
        for line, at in self._at.items():
            if line in self._took:
                continue
            if len(free) < len(self._begun) - len(self._took):  # it is being spoken
                then = max(0.0, self._begun[at] + each * _work(line) - now)
                heappush(free, then)
            else:
                then = free[0] + each * _work(line)
                heapreplace(free, then)
            yield line, then


def _work(line: str) -> int:
    """Return how much work it is to speak a line, in characters."""
    return len(line) + EACH

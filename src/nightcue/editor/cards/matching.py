"""Which card goes on showing which step, after the text has become another."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from nightcue.document.tree import Path_
from nightcue.editor.cards.placed import Placed

Shown = TypeVar("Shown")


class Matching(Generic[Shown]):
    """Pairs the steps of before, each with what shows it, with those of now."""

    def __init__(self, before: Sequence[tuple[Placed, Shown]], now: Iterable[Placed]) -> None:
        """Pair what is the same at the same place, then the same elsewhere, then another of its kind."""
        self.found: dict[Path_, Shown] = {}
        self._before, self._now = list(before), list(now)
        for alike in (
            lambda step: (step.path, repr(step.written)),
            lambda step: repr(step.written),
            lambda step: (step.path, step.kind),
            lambda step: step.kind,
        ):
            self._pair(alike)
        self.gone = [shown for _, shown in self._before]

    def _pair(self, alike: Callable[[Placed], Hashable]) -> None:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number, (step, _) in enumerate(self._before):
            waiting[alike(step)].append(number)
        taken: set[int] = set()
        left: list[Placed] = []
        for step in self._now:
            if numbers := waiting[alike(step)]:
                number = numbers.popleft()
                taken.add(number)
                self.found[step.path] = self._before[number][1]
            else:
                left.append(step)
        self._now = left
        self._before = [each for number, each in enumerate(self._before) if number not in taken]

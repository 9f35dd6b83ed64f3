"""How much is in a Draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from nightcue.importing.draft import Hold, Item, Repeat, Rest, Said, Silence
from nightcue.language.durations import in_short


@dataclass
class Count:
    """Lines that are said, and silences; `seconds` is that of all silences together."""

    lines: int = 0
    silences: int = 0
    seconds: Fraction = Fraction(0)

    @property
    def time(self) -> str:
        """The seconds in short, such as 1m30s."""
        return in_short(self.seconds)


def counted(items: Iterable[Item]) -> Count:
    """Return how much the items say and how long they are silent, those that are repeated each time."""
    count = Count()
    for item in items:
        match item:
            case Said(lines):
                count.lines += len(lines)
            case Rest(_, seconds) | Hold(_, _, seconds):
                count.lines += 1 + len(item.setup if isinstance(item, Hold) else ())
                count.silences, count.seconds = count.silences + 1, count.seconds + seconds
            case Silence(seconds):
                count.silences, count.seconds = count.silences + 1, count.seconds + seconds
            case Repeat(times, inside):
                inner = counted(inside)
                count.lines += times * inner.lines
                count.silences += times * inner.silences
                count.seconds += times * inner.seconds
    return count

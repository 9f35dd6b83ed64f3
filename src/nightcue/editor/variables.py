"""The variables of a routine: what each is worth, what its comment says of it, and how much of it is usual."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from nightcue.document.document import Document
from nightcue.language.durations import in_short, is_duration, parse_duration
from nightcue.language.shipped_yaml import shipped_yaml
from nightcue.safety.facts import Fact, all_facts

_COMMENT = re.compile(r"\s#\s*(?P<said>.*?)\s*$")
_COUNT = re.compile(r"[0-9]{1,4}")
_SECONDS = {"s": 1, "min": 60}


@dataclass(frozen=True)
class Amount:
    """A count, or a length of time in seconds."""

    number: Fraction
    is_time: bool

    def written(self) -> str:
        """Return it as a routine has it: 25, 20s, 1m30s."""
        return in_short(self.number) if self.is_time else str(int(self.number))

    def step(self, times: int) -> Amount:
        """Return the next round amount above it or, with `times` -1, below it; never below one."""
        size = self._step_below() if times < 0 else self._step_above()
        rounded = Fraction(self.number // size if times > 0 else -(-self.number // size)) * size
        return Amount(max(Fraction(1), rounded + times * size), self.is_time)

    def _step_above(self) -> int:
        if not self.is_time or self.number < 15:
            return 1
        return 5 if self.number < 60 else 15 if self.number < 180 else 60

    def _step_below(self) -> int:
        if not self.is_time or self.number <= 15:
            return 1
        return 5 if self.number <= 60 else 15 if self.number <= 180 else 60


@dataclass(frozen=True)
class Usual:
    """How much is usual, in seconds or as a count, both ends included, and the fact that says so."""

    least: Fraction
    most: Fraction
    fact: Fact

    def __contains__(self, amount: Amount) -> bool:
        return self.least <= amount.number <= self.most

    def nearest(self, amount: Amount) -> Amount:
        """Return the usual amount that is nearest to another one."""
        return Amount(min(max(amount.number, self.least), self.most), amount.is_time)


def amount_of(written: str) -> Amount | None:
    """Return what a variable is worth; None where it is neither a count nor a length of time."""
    if _COUNT.fullmatch(written.strip()):
        return Amount(Fraction(written.strip()), is_time=False)
    return Amount(parse_duration(written), is_time=True) if is_duration(written) else None


def typed_amount(typed: str, before: Amount) -> Amount | None:
    """Return the amount that somebody typed in the place of another; a bare number is of the same kind as that."""
    found = amount_of(typed)
    return Amount(found.number, before.is_time) if found and not found.is_time else found if before.is_time else None


def comment_of(document: Document, name: str) -> str:
    """Return the comment behind a variable, or nothing."""
    first, _ = document.span(("vars", name))
    found = _COMMENT.search(document.lines[first - 1])
    return found["said"] if found else ""


def usual_of(name: str, facts: Collection[str]) -> Usual | None:
    """Return how much is usual for a variable in a routine that rests on these facts, where one of them says it."""
    for fact, number in _candidates(name):
        if fact in facts:
            quantity = all_facts()[fact].numbers[number]
            least, most = quantity.ends
            unit = _SECONDS.get(quantity.unit, 1)
            if least is not None and most is not None:
                return Usual(Fraction(least) * unit, Fraction(most) * unit, all_facts()[fact])
    return None


def _candidates(name: str) -> Iterator[tuple[str, str]]:
    for named in _usual().get(name, []):
        fact, _, number = named.partition(".")
        yield fact, number


@cache
def _usual() -> dict[str, list[str]]:
    said: dict[str, list[str]] = shipped_yaml(Path(__file__).with_name("usual.yaml"))
    return said

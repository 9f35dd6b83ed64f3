"""Speaking times of day, and durations that are written with a colon."""

from __future__ import annotations

import re

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import stop_at, words_before
from nightcue.text_normalisation.doubts import Doubt, two_meanings
from nightcue.text_normalisation.numbers import Amount, SpelledNumbers
from nightcue.text_normalisation.tables import Tables, Unit
from nightcue.text_normalisation.units import Units

_COLON = compiled(r"(?P<first>\d{1,3}):(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d))?(?![\d:])")
_HALF_DAY = compiled(r"\s?(?P<half>[ap])(?P<dot>\.?)\s?m\b(?P<last>\.?)", re.IGNORECASE)
_HOUR = compiled(r"(?P<first>\d{1,2})(?=\s?[ap]\.?\s?m\b)(?![\d:.,])", re.IGNORECASE)
_PRIMES = compiled(r"(\d{1,3})['’′]\s?([0-5]?\d)(?:[\"”″]|['’′]{2})")
_FIRST_HOUR = compiled(r"\d{1,2}(?=\s?[-–—]\s?\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b)", re.IGNORECASE)
"""The first of two hours, of which only the second has am or pm."""
_HOURS = 24
"""The highest hour of a day; 0 and higher numbers belong to a duration."""
_EVENING = 8
"""The hour from which the second half of a day is evening."""


class ClockTimes:
    """Speaks 22:30 and 1:30 in one language, as a time of day or a duration, by the words around them."""

    def __init__(self, tables: Tables, spelled: SpelledNumbers, units: Units) -> None:
        self._tables, self._clock, self._spelled, self._units = tables, tables.clock, spelled, units

    def at(self, text: str, start: int, doubts: list[Doubt]) -> tuple[str, int] | None:
        """Return the time at `start` in words, and its end; None if there is none."""
        if found := self._units.feet_and_inches(text, start, doubts):
            return found
        if primes := _PRIMES.match(text, start):
            said = self._length(0, int(primes[1]), int(primes[2]))
            hint = f"write it out: '{said}'"
            doubts.append(two_meanings(primes[0], "minutes and seconds", "feet and inches", said, hint))
            return said, primes.end()
        if colon := _COLON.match(text, start):
            return self._with_colon(text, colon, doubts)
        if (hour := _HOUR.match(text, start)) and (half := _HALF_DAY.match(text, hour.end())):
            return self._with_half_day(text, int(hour[0]), 0, half)
        hour = _FIRST_HOUR.match(text, start)
        return (self._spelled.whole(hour[0], "feminine"), hour.end()) if hour else None

    def _with_colon(self, text: str, found: re.Match[str], doubts: list[Doubt]) -> tuple[str, int]:
        first, second, end = int(found["first"]), int(found["second"]), found.end()
        if found["third"]:
            return self._length(first, second, int(found["third"])), end
        if (half := _HALF_DAY.match(text, end)) and first <= _HOURS:
            return self._with_half_day(text, first, second, half)
        unit, after = self._units.at(text, end)
        if unit in (self._tables.units["minute"], self._tables.units["hour"]):
            return self._with_unit(text, found, unit, after)
        before = words_before(text, found.start(), 1)
        if first <= _HOURS and before & set(self._clock.times_after):
            return self._of_day(first, second), end
        if first >= _HOURS or first == 0 or before & set(self._clock.lengths_after):
            return self._length(0, first, second), end
        said = self._of_day(first, second)
        hint = f"write the length as {first} min {second} s, or the time of day in words"
        doubts.append(two_meanings(found[0], "a time of day", "a length", said, hint))
        return said, end

    def _with_unit(self, text: str, found: re.Match[str], unit: Unit, end: int) -> tuple[str, int]:
        """Return a time with h or min after it: 22:30 h is a time of day, and 1:30 hours a duration."""
        first, second = int(found["first"]), int(found["second"])
        spelled = text.endswith((unit.one, unit.other), 0, end)
        is_length = words_before(text, found.start(), 1) & set(self._clock.lengths_after)
        if unit == self._tables.units["minute"]:
            said = self._length(0, first, second)
        elif spelled or is_length or first > _HOURS:
            said = self._length(first, second, 0)
        else:
            said = self._of_day(first, second)
        after = self._units.past_stop(text, end, unit)
        return said + stop_at(text, after), after

    def _of_day(self, hour: int, minute: int) -> str:
        clock = self._clock
        if hour > 12:
            pattern = clock.late if minute else clock.late_whole
        elif minute in (0, 15, 30):
            pattern = {0: clock.whole, 15: clock.quarter, 30: clock.half}[minute]
        else:
            pattern = clock.early if minute < 10 else clock.other
        return pattern.format(hour=self._spelled.whole(str(hour), "feminine"), minute=self._spelled.whole(str(minute)))

    def _with_half_day(self, text: str, hour: int, minute: int, half: re.Match[str]) -> tuple[str, int]:
        clock = self._clock
        number = self._spelled.whole(str(hour), "feminine")
        said = self._of_day(hour, minute) if minute else number
        is_morning = half["half"].lower() == "a"
        after_noon = clock.evening if _EVENING <= hour < 12 else clock.afternoon
        return f"{said} {clock.morning if is_morning else after_noon}{stop_at(text, half.end())}", half.end()

    def _length(self, hours: int, minutes: int, seconds: int) -> str:
        """Return a duration in words, without its zero parts."""
        units = self._tables.units
        counts = {"hour": hours, "minute": minutes, "second": seconds}
        named = [(count, units[name]) for name, count in counts.items() if count] or [(0, units["second"])]
        neighbours = not (hours and seconds)
        if len(named) == 2 and neighbours and named[1][0] == 30 and self._tables.numbers.thirty_is_half:
            return self._units.said(Amount(str(named[0][0]), fraction="1/2"), named[0][1])
        *others, last = [self._units.said(Amount(str(count)), unit) for count, unit in named]
        return f"{', '.join(others)} {self._tables.numbers.and_} {last}" if others else last

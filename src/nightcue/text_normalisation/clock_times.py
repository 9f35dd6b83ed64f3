"""Times of day and lengths of time that are written with a colon."""

from __future__ import annotations

import re

from nightcue.text_normalisation.context import ends_sentence, words_before
from nightcue.text_normalisation.doubts import Doubt, two_meanings
from nightcue.text_normalisation.numbers import Amount, SpelledNumbers
from nightcue.text_normalisation.tables import Tables, Unit
from nightcue.text_normalisation.units import Units

_COLON = re.compile(r"(?P<first>\d{1,3}):(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d))?(?![\d:])")
_HALF_DAY = re.compile(r"\s?(?P<half>[ap])(?P<dot>\.?)\s?m\b(?P<last>\.?)", re.IGNORECASE)
_HOUR = re.compile(r"(?P<first>\d{1,2})(?=\s?[ap]\.?\s?m\b)(?![\d:.,])", re.IGNORECASE)
_EVENING = 8
"""The hour from which the second half of a day is evening."""


class ClockTimes:
    """Says 22:30 and 1:30 in one language: by what stands around them, as a time of day or as a length."""

    def __init__(self, tables: Tables, spelled: SpelledNumbers, units: Units) -> None:
        self._tables, self._clock, self._spelled, self._units = tables, tables.clock, spelled, units

    def at(self, text: str, start: int, doubts: list[Doubt]) -> tuple[str, int] | None:
        """The time that is written at `start` in words, and where it ends; None where none is."""
        found = _COLON.match(text, start) or _HOUR.match(text, start)
        if not found:
            return None
        groups = found.groupdict()
        first, second, third = int(found["first"]), groups.get("second"), groups.get("third")
        end = found.end()
        if (half := _HALF_DAY.match(text, end)) and first <= 24:
            return self._with_half_day(text, first, int(second or 0), half)
        if not second:
            return None
        if third:
            return self._length((first, int(second), int(third)), end)
        unit, after = self._units.at(text, end)
        units = self._tables.units
        if unit in (units["minute"], units["hour"]):
            is_hours = unit == units["hour"]
            if is_hours and self._is_clock(text, start, first):
                return self._of_day(first, int(second)), after
            parts = (first, int(second), 0) if is_hours else (0, first, int(second))
            said, _ = self._length(parts, after)
            return said + (
                ends_sentence(text, after + 1) if self._units.past_stop(text, after, unit) > after else ""
            ), (self._units.past_stop(text, after, unit))
        if self._is_clock(text, start, first):
            return self._of_day(first, int(second)), end
        length = (0, first, int(second))
        if first > 23 or first == 0 or words_before(text, start, 1) & set(self._clock.lengths_after):
            return self._length(length, end)
        said = self._of_day(first, int(second))
        hint = f"write the length as {first} min {second} s, or the time of day in words"
        doubts.append(two_meanings(found[0], "a time of day", "a length", said, hint))
        return said, end

    def _is_clock(self, text: str, start: int, hour: int) -> bool:
        return hour <= 24 and bool(words_before(text, start, 1) & set(self._clock.times_after))

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
        stop = ends_sentence(text, half.end()) if half["last"] else ""
        return f"{said} {clock.morning if is_morning else after_noon}{stop}", half.end()

    def _length(self, parts: tuple[int, int, int], end: int) -> tuple[str, int]:
        """Hours, minutes and seconds, those that are none left out."""
        units = self._tables.units
        named: list[tuple[int, Unit]] = [
            (count, units[name]) for count, name in zip(parts, ("hour", "minute", "second"), strict=True) if count
        ]
        if len(named) == 2 and named[1][0] == 30 and not parts[0] * parts[2] and self._tables.numbers.thirty_is_half:
            return self._units.said(Amount(str(named[0][0]), fraction="1/2"), named[0][1]), end
        said = [self._units.said(Amount(str(count)), unit) for count, unit in named or [(0, units["second"])]]
        joined = f" {self._tables.numbers.and_} ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
        return joined, end

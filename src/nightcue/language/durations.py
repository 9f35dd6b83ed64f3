"""Durations as people write them: 25s, 1m30s, 2 min, 500ms, 1:30, 1h, or a bare number of seconds."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from nightcue.locales import LANGUAGES

LONGEST = Fraction(12 * 3600)
"""The longest duration a routine may name, in seconds."""
_LONGEST_WRITTEN = 100
"""Characters; the pattern takes long over a long text."""

_NUMBER = r"(?:\d{1,9}(?:\.\d{1,9})?)"
_SECONDS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
"""The units of a duration, in the order in which they are written."""
_CLOCK = re.compile(r"(?P<m>\d{1,3}):(?P<s>\d{2})")
_BARE = re.compile(_NUMBER)


def parse_duration(text: str) -> Fraction:
    """Seconds, exactly as written, from 0 to 12 h.

    Raises ValueError with a sentence for the person who wrote it.
    """
    # one space at most, for the pattern tries every way to share out a row of spaces
    written = " ".join(text.split())
    if not written:
        raise ValueError("a duration is missing")
    if len(written) > _LONGEST_WRITTEN:
        raise ValueError(f"not a duration: {written[:40]}")
    if written.startswith("-"):
        raise ValueError(f"a duration cannot be negative: {written[:40]}")
    seconds = _clock(written) if ":" in written else _sum_of_parts(written)
    if seconds > LONGEST:
        raise ValueError(f"longer than 12 hours: {written[:40]}")
    return seconds


def is_duration(text: str) -> bool:
    """Whether `text` is a duration with a unit or a clock time, and so is spoken as one."""
    if len(text) > _LONGEST_WRITTEN or _BARE.fullmatch(text.strip()):
        return False
    try:
        parse_duration(text)
    except ValueError:
        return False
    return True


def is_number(text: str) -> bool:
    """Whether `text` is a bare number, which is one of seconds where a length of time belongs."""
    return _BARE.fullmatch(text.strip()) is not None


def begins_with_unit(text: str) -> bool:
    """Whether `text`, after a number, begins with a unit of time in the words of any language."""
    return _unit().match(text) is not None


def _clock(written: str) -> Fraction:
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        raise ValueError(f"not a duration: {written[:40]} (minutes and seconds are written 1:30)")
    if int(clock["s"]) > 59:
        raise ValueError(f"seconds after the colon go from 00 to 59: {written[:40]}")
    return Fraction(clock["m"]) * 60 + Fraction(clock["s"])


def _sum_of_parts(written: str) -> Fraction:
    if _BARE.fullmatch(written):
        return Fraction(written)
    parts = _parts().fullmatch(written)
    if parts is None:
        raise ValueError(f"not a duration: {written[:40]}")
    return sum((Fraction(parts[unit]) * size for unit, size in _SECONDS.items() if parts[unit]), Fraction(0))


@cache
def _parts() -> re.Pattern[str]:
    """A duration in units, each in the words that any language has for it: a routine may mix them."""
    return re.compile(
        r"\s*".join(rf"(?:(?P<{unit}>{_NUMBER})\s*(?:{'|'.join(_words(unit))}))?" for unit in _SECONDS), re.IGNORECASE
    )


@cache
def _unit() -> re.Pattern[str]:
    words = "|".join(word for unit in _SECONDS for word in _words(unit))
    return re.compile(rf"[\s-]?(?:{words})(?!\w)", re.IGNORECASE)


def _words(unit: str) -> list[str]:
    from nightcue.language.locale_files import words_of

    each = [unit, *(word for language in LANGUAGES for word in words_of("language", language)["units"].get(unit, ()))]
    return [re.escape(word) for word in dict.fromkeys(each)]

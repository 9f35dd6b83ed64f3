"""Durations as people write them: 25s, 1m30s, 2 min, 500ms, 1:30, 1½ min, 1'30", or a bare number of seconds.

Text that can mean two durations is refused; `duration_slips` has the hints for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from nightcue.locales import LANGUAGES
from nightcue.patterns import compiled

LONGEST = Fraction(12 * 3600)
"""The longest duration a routine may name, in seconds."""
LONGEST_WRITTEN = 100
"""Characters of the longest text that is read as a duration."""
MINUSES = "-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
"""Characters that people type for a minus, or between the ends of a range."""

_PARTS_OF_ONE = {
    "¼": Fraction(1, 4),
    "½": Fraction(1, 2),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
NUMBER = rf"(?:(?:\d{{1,9}} ?)?[{''.join(_PARTS_OF_ONE)}]|\d{{1,9}}(?:[.,]\d{{1,9}})?|[.,]\d{{1,9}})"
"""The pattern of a number that units can follow."""
_SECONDS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
"""The units of a duration, in the order in which they are written."""
_UNITS = tuple(_SECONDS)
_SIGNS = {"m": ["'", "\N{RIGHT SINGLE QUOTATION MARK}", "\N{PRIME}"]}
_SIGNS["s"] = ["''", '"', "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{DOUBLE PRIME}"]
"""Signs for minutes and seconds: 1'30"."""
_CLOCK = compiled(r"(?:(?P<h>\d{1,3}):(?=\d{2}:))?(?P<m>\d{1,3}):(?P<s>\d{2})")
_BARE = compiled(NUMBER)
_ISO = compiled(rf"PT(?:(?P<h>{NUMBER})H)?(?:(?P<m>{NUMBER})M)?(?:(?P<s>{NUMBER})S)?", re.IGNORECASE)
_TENTHS_OR_SIXTIETHS = compiled(r"\d*[.,]\d0")
"""1.30 before minutes or hours: one and three tenths, or one and thirty."""
_THOUSANDS_OR_PARTS = compiled(r"[1-9]\d{0,2},\d{3}")
"""1,500: one and a half, or one thousand five hundred."""


def parse_duration(text: str) -> Fraction:
    """Return `text` in seconds, exactly as written, from 0 to 12 h.

    Raises ValueError with a sentence for the person who wrote it.
    """
    written = " ".join(text.split())
    if not written:
        raise ValueError("a duration is missing")
    if len(written) > LONGEST_WRITTEN:
        raise ValueError(f"not a duration: {written[:40]}")
    if written[0] in MINUSES:
        raise ValueError(f"a duration cannot be negative: {written[:40]}")
    seconds = _clock(written) if ":" in written else _sum_of_parts(written)
    if seconds > LONGEST:
        raise ValueError(f"longer than 12 hours: {written[:40]}")
    return seconds


def is_duration(text: str) -> bool:
    """Return whether `text` is a duration with a unit or a clock time; such a text is spoken as a duration."""
    if len(text) > LONGEST_WRITTEN or _BARE.fullmatch(text.strip()):
        return False
    try:
        parse_duration(text)
    except ValueError:
        return False
    return True


def in_short(seconds: Fraction) -> str:
    """Return a duration in its shortest form, such as 1m30s."""
    hours, minutes, left = int(seconds // 3600), int(seconds % 3600 // 60), seconds % 60
    parts = [f"{hours}h"] if hours else []
    parts += [f"{minutes}m"] if minutes else []
    if left or not parts:
        parts.append(f"{float(left):g}s")
    return "".join(parts)


def words_for_units() -> dict[str, str]:
    """Return each word for a unit, in any language, with its unit: a routine may mix languages."""
    return {word.casefold(): unit for unit in _UNITS for word in [unit, *_words(unit)]}


def words_for_and() -> list[str]:
    """Return the words that stand between two parts of a duration, in any language."""
    return [word for language in LANGUAGES for word in _of_language(language)["and"]]


def is_number(text: str) -> bool:
    """Return whether `text` is a bare number, which counts as seconds in a field for a duration."""
    return _BARE.fullmatch(text.strip()) is not None


def begins_with_unit(text: str) -> bool:
    """Return whether `text`, which follows a number, begins with a unit of time in any language."""
    return _unit().match(text) is not None


def _clock(written: str) -> Fraction:
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        raise ValueError(f"not a duration: {written[:40]} (minutes and seconds are written 1:30)")
    if int(clock["s"]) > 59:
        raise ValueError(f"seconds after the colon go from 00 to 59: {written[:40]}")
    if clock["h"] and int(clock["m"]) > 59:
        raise ValueError(f"minutes after the hours go from 00 to 59: {written[:40]}")
    return Fraction(clock["h"] or 0) * 3600 + Fraction(clock["m"]) * 60 + Fraction(clock["s"])


def _sum_of_parts(written: str) -> Fraction:
    if any(map(_THOUSANDS_OR_PARTS.fullmatch, written.split())):
        raise ValueError(f"this can mean two durations: {written[:40]}")
    if _BARE.fullmatch(written):
        return _number(written)
    iso = _ISO.fullmatch(written)
    if iso and any(iso.groups()):
        return sum((_number(iso[unit]) * _SECONDS[unit] for unit in ("h", "m", "s") if iso[unit]), Fraction(0))
    return sum((number * _SECONDS[unit] for number, unit in _parts(written)), Fraction(0))


def _parts(written: str) -> Iterator[tuple[Fraction, str]]:
    """Yield the numbers of a duration with their units. Raises ValueError unless the units go from large to small."""
    end, before, joined = 0, -1, False
    while end < len(written):
        part = _part().match(written, end)
        unit = _unit_of(part, written, before) if part else None
        if part is None or unit is None or _UNITS.index(unit) <= before:
            raise ValueError(f"not a duration: {written[:40]}")
        if unit in "hm" and _TENTHS_OR_SIXTIETHS.fullmatch(part["number"]):
            raise ValueError(f"this can mean two durations: {written[:40]}")
        yield _number(part["number"]), unit
        end, before, joined = part.end(), _UNITS.index(unit), bool(part["joined"])
    if joined:
        raise ValueError(f"not a duration: {written[:40]}")


def _unit_of(part: re.Match[str], written: str, before: int) -> str | None:
    """Return the unit of a part; the last number may have none, as in 1m30."""
    if part["unit"]:
        return next(unit for unit in _UNITS if part["unit"].casefold() in _spellings(unit))
    is_last = part.end() == len(written) and part["number"].isdecimal()
    return _UNITS[before + 1] if is_last and before in (0, 1) and int(part["number"]) < 60 else None


def _number(written: str) -> Fraction:
    whole, part = written, Fraction(0)
    if written[-1] in _PARTS_OF_ONE:
        whole, part = written[:-1].strip(), _PARTS_OF_ONE[written[-1]]
    elif written[0] in ".,":
        whole = f"0{written}"
    return Fraction(whole.replace(",", ".") or 0) + part


@cache
def _part() -> re.Pattern[str]:
    """Return the pattern of a number with its unit, and of what may join it to the next."""
    words = sorted((re.escape(word) for unit in _UNITS for word in _spellings(unit)), key=len, reverse=True)
    between = "|".join([",", r"\+", "&", *(rf"{re.escape(word)}\b" for word in words_for_and())])
    return compiled(
        rf"(?P<number>{NUMBER})(?: ?(?P<unit>{'|'.join(words)})(?![^\W\d_])\.?)? ?(?P<joined>(?:{between}) ?)?",
        re.IGNORECASE,
    )


@cache
def _spellings(unit: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in [unit, *_words(unit), *_SIGNS.get(unit, ())])


@cache
def _unit() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for unit in _UNITS for word in [unit, *_words(unit)])
    return compiled(rf"[\s-]?(?:{words})(?!\w)", re.IGNORECASE)


def _words(unit: str) -> list[str]:
    return [word for language in LANGUAGES for word in _of_language(language)["units"].get(unit, ())]


def _of_language(language: str) -> dict[str, Any]:
    from nightcue.language.locale_files import words_of

    return words_of("language", language)

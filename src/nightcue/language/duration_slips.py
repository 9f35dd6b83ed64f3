"""Hints for text that is not a valid duration: what to write instead, if that can be guessed."""

from __future__ import annotations

import re
from fractions import Fraction

from nightcue.language import meant
from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.language.durations import (
    LONGEST_WRITTEN,
    MINUSES,
    NUMBER,
    in_short,
    parse_duration,
    words_for_units,
)
from nightcue.letters import plain_letters
from nightcue.patterns import compiled

FORMS = "durations are written 25s, 1m30s, 2 min, 500ms, 1:30 or 1h"
_TWO_WAYS = compiled(r"(?P<first>\d{1,3})[.,](?P<second>\d0|\d{3})(?P<unit> ?[^\W\d_]*\.?)")
_FIRST_NUMBER = compiled(rf"{NUMBER}")
_RANGE = compiled(rf"(?P<low>{NUMBER})(?P<unit>[^\W\d_]*)(?P<between>[^\d½¼¾⅓⅔.,:]+)(?P<high>{NUMBER})(?P<rest>.*)")
_SEVERAL = compiled(rf"\d{{1,3}}(?: ?[{MINUSES}/] ?\d{{1,3}}){{2,8}}")
_FACTOR = compiled(
    r"(?P<times>\d{1,3}) ?[x×*·] ?(?P<each>.+)|(?P<each_first>.+?) ?[x×*·] ?(?P<times_last>\d{1,3})", re.IGNORECASE
)
_OVER = compiled(r"(?P<m>\d{1,3}):(?P<s>\d{1,2})(?P<rest>.*)")
_PART_OF_ONE = compiled(r"(?P<whole>\d{1,3} )?(?P<over>\d)/(?P<under>[2-9])(?P<rest> ?[^\W\d_]+\.?)")
_MOST_WORDS = 6
"""Words of "two and a half minutes"; a longer text says more."""
_WITHOUT_LIMITS = compiled(r"[~≈<>≤≥=+]|\.\.\.|…")


def duration_hint(text: str) -> str:
    """Return a hint for `text`, which `parse_duration` refuses."""
    written = " ".join(text.split())
    if not written or len(written) > LONGEST_WRITTEN:
        return FORMS
    for look in (
        _two_ways,
        _several,
        _times,
        _over,
        _range,
        _part_of_one,
        _and_a_half,
        _words,
        _about,
        _negative,
        _swapped,
        _more_than_one,
    ):
        if found := look(written):
            return found
    return _unit(written) or FORMS


def duration_as_said(text: str) -> Fraction | None:
    """Return the seconds of a duration, also of one in words that a file may not have, such as half a minute.

    Return None where it can mean two things, or nothing.
    """
    if (seconds := _seconds(text)) is not None:
        return seconds
    written = " ".join(text.split())
    if not written or len(written) > LONGEST_WRITTEN:
        return None
    hint = next(filter(None, (look(written) for look in (_part_of_one, _and_a_half, _words))), "")
    return _seconds(hint.removeprefix("write "))


def _seconds(text: str) -> Fraction | None:
    try:
        return parse_duration(text)
    except ValueError:
        return None


def _two_ways(written: str) -> str | None:
    """Return a hint for what can be read in two ways, such as 1.30 min and 1,500 s."""
    two = _TWO_WAYS.fullmatch(written)
    if two is None:
        return None
    if len(two["second"]) == 3:
        return f"write {two['first']}.{two['second']}{two['unit']} or {two['first']}{two['second']}{two['unit']}"
    tenths = _seconds(f"{two['first']}.{two['second'][0]}{two['unit']}")
    unit = _seconds(f"1{two['unit']}")
    if tenths is None or unit is None:
        return None
    return f"write {in_short(tenths)} or {in_short(unit * int(two['first']) + unit / 60 * int(two['second']))}"


def _several(written: str) -> str | None:
    if not _SEVERAL.fullmatch(written):
        return None
    total = sum(map(int, re.findall(r"\d+", written)))
    return f"one duration for all of it: {total}s; in a movement, the words for its parts stand in beat: [point, pull]"


def _times(written: str) -> str | None:
    factor = _FACTOR.fullmatch(written)
    if factor is None:
        return None
    each, times = factor["each"] or factor["each_first"], int(factor["times"] or factor["times_last"])
    seconds = _seconds(each)
    if seconds is None:
        return None
    return f"write {in_short(seconds * times)}, or {in_short(seconds)} where sets or repeat say how often"


def _over(written: str) -> str | None:
    clock = _OVER.fullmatch(written)
    if clock is None:
        return None
    if clock["rest"].strip():
        return f"write {clock['m']}:{clock['s']:>02} alone, for minutes and seconds" if len(clock["s"]) == 2 else None
    seconds = Fraction(int(clock["m"]) * 60 + int(clock["s"]))
    return f"write {int(seconds // 60)}:{int(seconds % 60):02} or {in_short(seconds)}"


def _range(written: str) -> str | None:
    found = _RANGE.search(written)
    if found is None:
        return None
    between = found["between"].strip()
    word = between.split()[-1] if between else ""
    if not (between and between[-1] in MINUSES) and word.casefold() not in meant.of_durations("range"):
        return None
    rest = found["rest"] if found["rest"].strip() else found["unit"]
    seconds = _seconds(f"{found['high']}{rest}")
    if seconds is None:
        return "write one duration, and not a range"
    return f"one duration, and not a range: write {in_short(seconds)}, or a shorter one"


def _part_of_one(written: str) -> str | None:
    part = _PART_OF_ONE.fullmatch(written)
    if part is None:
        return None
    unit = _seconds(f"1{part['rest']}")
    if unit is None:
        return None
    return f"write {in_short(unit * (int(part['whole'] or 0) + Fraction(int(part['over']), int(part['under']))))}"


def _and_a_half(written: str) -> str | None:
    """Return a hint for 1 min y medio, a minute and a half, or two and a half hours."""
    words = plain_letters(written).rstrip(".").split()
    units = [unit for word in words if (unit := words_for_units().get(word.rstrip(".")))]
    halves, ones = meant.of_durations("half"), meant.of_durations("a")
    counts = [meant.numbers().get(word, word) for word in words if word.isdigit() or word in meant.numbers()]
    if len(units) != 1 or not halves.intersection(words) or len(counts) > 1 or len(words) > _MOST_WORDS:
        return None
    if not counts and (words[0] in halves or not (words[0] in ones or words[0] in words_for_units())):
        return None
    return f"write {in_short((int(counts[0]) if counts else 1) * _unit_in(units[0]) + _unit_in(units[0]) / 2)}"


def _unit_in(unit: str) -> Fraction:
    return parse_duration(f"1{unit}")


def _words(written: str) -> str | None:
    """Return a hint for a duration in words, such as thirty seconds, media hora or a quarter of an hour."""
    plain = written.casefold().rstrip(".")
    before, _, last = plain.rpartition(" ")
    unit = words_for_units().get(last)
    if not before or unit is None:
        return None
    amounts = {
        **dict.fromkeys(meant.of_durations("a"), Fraction(1)),
        **dict.fromkeys(meant.of_durations("half"), Fraction(1, 2)),
    }
    amounts |= dict.fromkeys(meant.of_durations("quarter"), Fraction(1, 4))
    number = meant.numbers().get(meant.fold(before))
    amount = amounts.get(plain_letters(before)) or (Fraction(number) if number else None)
    return f"write {in_short(amount * (_seconds(f'1{unit}') or 0))}" if amount else None


def _about(written: str) -> str | None:
    """Return a hint for a duration that is not exact, such as about 20s, ~20s or 20s+."""
    bare = _WITHOUT_LIMITS.sub(" ", written).strip()
    for word in sorted(meant.of_durations("about"), key=len, reverse=True):
        if plain_letters(bare).startswith(f"{word} ") or plain_letters(bare).startswith(f"{word}. "):
            bare = bare[len(word) + 1 :].strip()
            break
    seconds = _seconds(bare) if bare != written else None
    return None if seconds is None else f"a duration is kept to the sample: write {in_short(seconds)}"


def _negative(written: str) -> str | None:
    seconds = _seconds(written.lstrip(MINUSES)) if written[0] in MINUSES else None
    return None if seconds is None else f"write {in_short(seconds)}"


def _swapped(written: str) -> str | None:
    """Return a hint for 30s 1m, where the smaller unit comes first."""
    parts = re.findall(rf"{NUMBER} ?[^\W\d_]+\.?", written)
    if not 2 <= len(parts) <= 4 or "".join(parts).replace(" ", "") != written.replace(" ", ""):
        return None
    seconds = _seconds(" ".join(reversed(parts)))
    return None if seconds is None else f"the larger unit first: {in_short(seconds)}"


def _more_than_one(written: str) -> str | None:
    """Return a hint for a duration that is followed by something else."""
    for end in range(len(written) - 1, 0, -1):
        before, after = written[:end].rstrip(), written[end:].strip()
        if (seconds := _seconds(before)) is None or written[end - 1 : end + 1].isalnum():
            continue
        if after.startswith(("#", "//", ";")):
            return f"a comment begins with a space and #: {before} # {one_line(after.lstrip('#/; '), 40)}"
        words = {plain_letters(word.strip(".,;")) for word in after.split()}
        if words & meant.of_durations("side"):
            return f"write {in_short(seconds)} alone; that it is done on each side is said by sides: [left, right]"
        if words & meant.of_durations("breath"):
            break
        if after[0] in ".,;":
            return f"write {in_short(seconds)} alone, without {after[0]!r}"
        if before.isdigit():
            break  # a number and a word that is not a unit
        return f"write {in_short(seconds)} alone"
    return None


def _unit(written: str) -> str | None:
    number = _FIRST_NUMBER.match(written)
    if number is None:
        return None
    rest = written[number.end() :].strip(" .").casefold()
    if plain_letters(rest) in meant.of_durations("breath"):
        count = _seconds(number[0]) or Fraction(0)
        return f"write how long: {number[0]} {rest} of 5 s each are {in_short(count * 5)}"
    units = words_for_units()
    closest = did_you_mean(rest, [word for word in units if len(word) > 2]) if rest.isalpha() else None
    if closest and closest.startswith("did"):
        unit = units[closest.split("'")[1]]
        return f"did you mean {number[0]}{unit}?"
    return f"write the number with s, m or h, such as {number[0]}s" if rest.isalpha() else None

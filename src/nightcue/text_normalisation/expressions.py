"""Speaking expressions with numbers: ranges, products, fractions, measures, money, ordinals and years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, reduce

from nightcue.patterns import compiled
from nightcue.text_normalisation.clock_times import ClockTimes
from nightcue.text_normalisation.context import any_of, next_word, opens_sentence, stop_at, words_before
from nightcue.text_normalisation.dates import Dates
from nightcue.text_normalisation.digit_rows import DigitRows
from nightcue.text_normalisation.doubts import Doubt, two_meanings
from nightcue.text_normalisation.numbers import VULGAR, Amount, SpelledNumbers, amount_in, amount_pattern
from nightcue.text_normalisation.ordinals import Ordinals
from nightcue.text_normalisation.tables import Fraction, Tables, Unit
from nightcue.text_normalisation.units import Units

_DIGIT = compiled(rf"[\d{''.join(VULGAR)}]")
_LENGTHS = ("millimetre", "centimetre", "metre", "inch", "foot")
"""Units of length, in which 20 x 30 is an area."""
_DASH, _CROSS = compiled(r"\s?[-–—−]\s?"), compiled(r"\s?[xX×]\s?")
_TIMES = compiled(r"\s?[xX×](?![^\W\d_]|-\w)")
_COUNTED_BEFORE = compiled(r"\d\s?[^\W\d_]{1,15}\s$")
_OF_SETS = "3 sets x"
"""The lead of a number after sets, as the 10 in "3 sets x 10"."""
_FRACTION = compiled(r"(\d{1,4})/(\d{1,4})(?![\d/])")
_YEAR = compiled(r"1[1-9]\d\d|20\d\d")


@dataclass(frozen=True)
class _Counted:
    """An amount and its unit, if any, and where they end."""

    amount: Amount
    end: int
    unit: Unit | None = None


@dataclass(frozen=True)
class _Place:
    """A number in a text: the place of its first digit, the sign before it (`lead`), and the doubts so far."""

    text: str
    start: int
    lead: str
    doubts: list[Doubt]


class Expressions:
    """Finds the numbers in a text of one language, and says each with what belongs to it."""

    def __init__(self, language: str, tables: Tables, spelled: SpelledNumbers) -> None:
        self._tables, self._spelled, self._words = tables, spelled, tables.numbers
        self._units = Units(tables, spelled)
        self._ordinals = Ordinals(tables, spelled, self._units)
        self._rows = DigitRows(tables, spelled)
        self._special = (ClockTimes(tables, spelled, self._units), Dates(language, tables, spelled))
        self._amount = compiled(amount_pattern(tables))

    def in_words(self, text: str, doubts: list[Doubt]) -> str:
        """Return `text` with every number in words; what may mean two things is added to `doubts`."""
        text = self._units.with_decimal_commas(text)
        parts: list[str] = []
        done = 0
        while digit := _DIGIT.search(text, done):
            start, lead = self._lead(text, done, digit.start())
            said, end = self._at(_Place(text, digit.start(), lead, doubts))
            before, after = text[done:start], text[end : end + 1]
            said = self._without_repeat(text[:start], said)
            if re.search(r"[^\W_]$", "".join(parts[-2:]) + before):
                said = f" {said}"
            if opens_sentence(text, start):
                said = said[:1].upper() + said[1:]
            parts += [before, said, " " if after.isalpha() else ""]
            done = end
        return "".join(parts) + text[done:]

    def _at(self, place: _Place) -> tuple[str, int]:
        """Return the expression at `place` in words, and its end."""
        if place.lead in ("", "+"):
            for kind in self._special:
                if found := kind.at(place.text, place.start, place.doubts):
                    said, end = self._up_to_second_time(place, *found) if kind is self._special[0] else found
                    return self._with_lead(place.lead, said), end
            if row := self._rows.at(place.text, place.start):
                return self._with_lead(place.lead, row[0]), row[1]
        found = self._money_before(place) or self._fraction(place) or self._ordinals.at(place.text, place.start)
        return found or self._counted(place)

    def _up_to_second_time(self, place: _Place, said: str, end: int) -> tuple[str, int]:
        """Return a time in words with the second time of a range, if one follows at `end`."""
        dash = _DASH.match(place.text, end)
        second = self._special[0].at(place.text, dash.end(), place.doubts) if dash else None
        return (
            (self._words.range.format(first=said.rstrip("."), second=second[0]), second[1]) if second else (said, end)
        )

    @cached_property
    def _leads(self) -> dict[str, str]:
        words = self._words
        return {
            "+": words.plus, "−": words.minus, "-": words.minus, "–": words.minus, "±": words.plus_minus,
            "~": words.about, "≈": words.about, "<": words.less, ">": words.more, "≤": words.at_most,
            "≥": words.at_least, "<=": words.at_most, ">=": words.at_least, "+/-": words.plus_minus,
            _OF_SETS: self._tables.signs["×"],
        }  # fmt: skip

    @cached_property
    def _lead_pattern(self) -> re.Pattern[str]:
        """The pattern of a sign before a number; a hyphen after a letter is no minus."""
        money = any_of(self._tables.money)
        joint = r"(?P<joint>(?<=[^\W\d_])-)"
        cross = r"(?<![^\W_])(?<![^\W_]\s)[xX×]\s?|(?<=[^\W\d_]\s)[xX×]\s?"
        signs = r"\+/-\s?|[<>]=?\s?|[+−±~≈≤≥]\s?|(?<![\w)\]%°])[-–]|(?<=\s)[-–]"
        return compiled(rf"(?:{joint}|{cross}|{signs}|(?<!\w)(?:{money})\s?)$")

    def _lead(self, text: str, done: int, digit: int) -> tuple[int, str]:
        found = self._lead_pattern.search(text, max(done, digit - 5), digit)
        if not found:
            return digit, ""
        if found[0][0] in "xX×" and _COUNTED_BEFORE.search(text, max(0, found.start() - 20), found.start()):
            return found.start(), _OF_SETS
        return found.start(), "" if found["joint"] else found[0].strip()

    def _counted(self, place: _Place) -> tuple[str, int]:
        text, start = place.text, place.start
        first = self._read(text, start)
        if first is None:  # a digit of another script
            return self._spelled.each_digit(text[start]), start + 1
        if length := self._units.compound(text, start):
            return self._with_lead(place.lead, length[0]), length[1]
        said, end = self._range_or_product(text, first) or self._single(place, first)
        return self._with_lead(place.lead, said), end

    def _range_or_product(self, text: str, first: _Counted) -> tuple[str, int] | None:
        if (second := self._after(_DASH, text, first.end)) and second.amount.whole:
            return self._joined(text, self._words.range, [first, second])
        factors = [first]
        while factor := self._after(_CROSS, text, factors[-1].end):
            factors.append(factor)
        if len(factors) == 1:
            return None
        lengths = [self._tables.units.get(name) for name in _LENGTHS]
        is_area = factors[-1].unit is not None and factors[-1].unit in lengths
        return self._joined(text, self._words.area if is_area else self._words.product, factors)

    def _joined(self, text: str, pattern: str, amounts: list[_Counted]) -> tuple[str, int]:
        """Return joined amounts in words, of which the last has the unit of all, or "times"."""
        *others, last = amounts
        unit, end = last.unit, last.end
        times = None if unit else _TIMES.match(text, end)
        rule = unit.gender if unit else "feminine" if times else self._units.rule_of_noun(text, end)
        if all(_YEAR.fullmatch(one.amount.whole) for one in amounts) and not (unit or times or next_word(text, end)):
            rule = "year"
        said = [
            self._spelled.amount(other.amount, rule if rule in ("feminine", "year") else "plain") for other in others
        ]
        said.append(self._units.said(last.amount, unit) if unit else self._spelled.amount(last.amount, rule))
        words = reduce(lambda before, after: pattern.format(first=before, second=after), said)
        if times:
            words, end = self._words.times.format(count=words), times.end()
        end = self._units.past_stop(text, end, unit) if unit else end
        per, end = self._units.per(text, end) if times or unit else ("", end)
        return words + per + stop_at(text, end), end

    def _single(self, place: _Place, first: _Counted) -> tuple[str, int]:
        text, start, amount, end = place.text, place.start, first.amount, first.end
        if first.unit:
            return self._units.with_unit(text, start, amount, first.unit, end, place.doubts)
        times = _TIMES.match(text, end)
        if times or place.lead in ("x", "X", "×"):
            return self._so_many_times(text, amount, times.end() if times else end)
        if money := self._units.money_after(text, amount, end):
            return money
        if self._is_year(text, start, end):
            return self._spelled.whole(amount.whole, "year"), end
        if len(amount.decimals) == 3 and amount.whole != "0":
            self._doubt_thousands(place, amount, text[start:end])
        rule = self._units.rule_of_noun(text, end)
        said = self._spelled.amount(amount) if rule == "plain" else self._spelled.before_noun(amount, rule)
        return said, end

    def _so_many_times(self, text: str, amount: Amount, end: int) -> tuple[str, int]:
        count = self._spelled.amount(amount, "feminine")
        per, end = self._units.per(text, end)
        return (self._words.once if amount.is_one else self._words.times.format(count=count)) + per, end

    def _doubt_thousands(self, place: _Place, amount: Amount, written: str) -> None:
        plain = amount.whole + amount.decimals
        said = self._spelled.amount(amount)
        place.doubts.append(two_meanings(written, plain, "a decimal", said, f"write {plain}, or the words"))

    def _read(self, text: str, start: int) -> _Counted | None:
        found = self._amount.match(text, start)
        if not found:
            return None
        unit, end = self._units.at(text, found.end())
        return _Counted(amount_in(found), end, unit)

    def _after(self, between: re.Pattern[str], text: str, end: int) -> _Counted | None:
        joint = between.match(text, end)
        return self._read(text, joint.end()) if joint else None

    def _money_before(self, place: _Place) -> tuple[str, int] | None:
        currency = self._tables.money.get(place.lead)
        found = self._amount.match(place.text, place.start) if currency else None
        return (
            self._units.money_before(place.text, amount_in(found), currency, found.end())
            if found and currency
            else None
        )

    def _fraction(self, place: _Place) -> tuple[str, int] | None:
        """Return a fraction that stands alone, as 1/2 minute or ½."""
        text, found = place.text, _FRACTION.match(place.text, place.start)
        written = found[0] if found else VULGAR.get(text[place.start], "")
        if not written:
            return None
        end = found.end() if found else place.start + 1
        if found and words_before(text, place.start, 1) & self._tables.counted_through and not next_word(text, end):
            first, last = map(self._spelled.whole, written.split("/"))
            return self._words.part_of.format(first=first, last=last), end
        fraction = self._tables.fractions.get(written)
        if not fraction:
            return self._with_lead(place.lead, self._out_of(*written.split("/"))), end
        said, after = self._part_of(text, place.start, fraction, end)
        if said == fraction.alone and found and not next_word(text, end) and written != "1/2":
            hint = f"write the date in words, or '{said}'"
            place.doubts.append(two_meanings(written, "a fraction", "a date", said, hint))
        return self._with_lead(place.lead, said), after

    def _part_of(self, text: str, start: int, fraction: Fraction, end: int) -> tuple[str, int]:
        """Return a fraction of the unit or noun after `end`, and the end of that."""
        unit, after = self._units.at(text, end)
        if unit:
            of = fraction.of_unit(unit.gender)
            after = self._units.past_stop(text, after, unit)
            stop = stop_at(text, after)
            per, after = self._units.per(text, after)
            is_kind = words_before(text, start, 1) & self._tables.kind_after  # a 1/2 hour is a half hour
            return of.format(one=unit.one, a=unit.one if is_kind else unit.with_article) + per + stop, after
        rule = self._units.rule_of_noun(text, end)
        if rule != "plain" and fraction.before:
            return fraction.before_feminine if rule == "feminine" else fraction.before, end
        return fraction.alone, end

    def _out_of(self, first: str, second: str) -> str:
        pattern = self._words.out_of if int(first) < int(second) or second == "10" else self._words.over
        return pattern.format(first=self._spelled.whole(first), second=self._spelled.whole(second))

    def _is_year(self, text: str, start: int, end: int) -> bool:
        written = text[start:end]
        if not _YEAR.fullmatch(written):
            return False
        word = next_word(text, end)
        if word in self._tables.counted or (word.endswith("s") and word not in self._tables.nouns.none):
            return False
        in_brackets = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        return in_brackets or bool(words_before(text, start, 1) & self._tables.year_after)

    def _with_lead(self, lead: str, said: str) -> str:
        word = self._leads.get(lead.strip())
        return f"{word} {said}" if word else said

    @staticmethod
    def _without_repeat(before: str, said: str) -> str:
        """Return `said` without its first words if the text before ends with them: a ½ is no "a a half"."""
        spoken, given = said.split(), before[-60:].casefold().split()
        for count in (2, 1):
            if len(spoken) > count and [word.casefold() for word in spoken[:count]] == given[-count:]:
                return " ".join(spoken[count:])
        return said

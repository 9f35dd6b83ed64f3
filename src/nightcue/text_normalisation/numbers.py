"""Spelling out numbers by CLDR's rules (Rule-Based Number Formats), and reading amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from nightcue import beside_compiled
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span
from nightcue.locales import file_of
from nightcue.packages import version_of
from nightcue.text_normalisation.tables import Tables

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
"""Fractions that are one character."""

_LONGEST = 15
"""Digits of a number that is said as one; a longer one is said digit by digit."""

_MOST_KEPT = 1000
"""Numbers up to this one are kept as they were spelled: to load the rules takes longer than the rest of a line."""

_KEPT_AT_ONCE = range(101)
"""Once they are loaded, these are spelled too: that takes a millisecond, and one of them comes next."""


@dataclass(frozen=True)
class Amount:
    """A number as it is written: its digits, what follows its point or comma (`mark`), and a fraction such as 1/2."""

    whole: str
    mark: str = ""
    decimals: str = ""
    fraction: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it has neither decimals nor a fraction."""
        return not self.decimals and not self.fraction

    @property
    def is_one(self) -> bool:
        """Whether a singular follows."""
        return self.is_whole and self.whole == "1"

    @property
    def is_digits(self) -> bool:
        """Whether it is a row of digits and no quantity: it begins with a zero, or is far too long."""
        return len(self.whole) > 1 and (self.whole[0] == "0" or len(self.whole) > _LONGEST)


def amount_pattern(tables: Tables) -> str:
    """Return the pattern of an amount such as 1,000, 2 1/2 or ½; it does not match 1/2 alone."""
    parted = rf"[1-9]\d{{0,2}}(?:[{re.escape(tables.numbers.thousands)}]\d{{3}})+(?!\d)"
    vulgar, known = "".join(VULGAR), "|".join(tables.fractions)
    mixed = rf"(?:\s?(?P<vulgar>[{vulgar}])|[\s-](?P<mixed>{known})(?![\d/]))"
    return rf"(?:(?P<whole>{parted}|\d+)(?P<decimals>[.,]\d+)?{mixed}?|(?P<lone>[{vulgar}]))"


def amount_in(found: re.Match[str]) -> Amount:
    """Return the amount that a match of `amount_pattern` found."""
    if found["lone"]:
        return Amount("", fraction=VULGAR[found["lone"]])
    decimals = found["decimals"] or ""
    fraction = VULGAR[found["vulgar"]] if found["vulgar"] else found["mixed"] or ""
    return Amount(re.sub(r"\D", "", found["whole"]), decimals[:1], decimals[1:], fraction)


class SpelledNumbers:
    """Numbers in the words of one language."""

    def __init__(self, language: str, tables: Tables) -> None:
        self._language, self._tables = language, tables

    def whole(self, digits: str, rule: str = "plain") -> str:
        """Return the number `digits` in words; `rule` is the name of a field of Rules."""
        if not Amount(digits).is_digits:
            return _spelled(self._language, int(digits), getattr(self._tables.rules, rule))
        return self.each_digit(digits)

    def each_digit(self, digits: str) -> str:
        """Return the digits one by one in words; other characters are skipped."""
        plain = self._tables.rules.plain
        return " ".join(_spelled(self._language, int(digit), plain) for digit in digits if digit.isdecimal())

    def amount(self, amount: Amount, rule: str = "plain") -> str:
        """Return the amount in words; `rule` depends on the gender of what it counts."""
        fraction = self._tables.fractions.get(amount.fraction)
        if not amount.whole:
            return fraction.alone if fraction else ""
        if amount.decimals:
            name = self._tables.numbers.comma if amount.mark == "," else self._tables.numbers.point
            return f"{self.whole(amount.whole)} {name} {self._decimals(amount.decimals)}"
        words = self.whole(amount.whole, rule)
        if not fraction:
            return words
        return f"{words} {fraction.after_whole(rule)}"

    def before_noun(self, amount: Amount, rule: str = "plain") -> str:
        """Return the amount before a noun, from which some languages part a million: un millón de euros."""
        words = self.amount(amount, rule)
        is_millions = amount.is_whole and amount.whole.strip("0") and amount.whole.endswith("000000")
        return self._tables.numbers.million.format(number=words) if is_millions else words

    def _decimals(self, digits: str) -> str:
        as_number = self._tables.numbers.decimals == "number" and len(digits) <= 2 and digits[0] != "0"
        return self.whole(digits) if as_number else self.each_digit(digits)


@cache
def _spelled(language: str, number: int, rule: str) -> str:
    kept = _kept(language) if number <= _MOST_KEPT else None
    words: str | None = kept.get((number, rule)) if kept else None
    if words is None:
        words = _spelled_anew(language, number, rule)
        if kept:
            for each in _KEPT_AT_ONCE:
                kept.add((each, rule), _spelled_anew(language, each, rule))
            kept.add((number, rule), words)
    return words


@cache
def _kept(language: str) -> beside_compiled.Table:
    place = beside_compiled.place(__file__, f".{language}")
    return beside_compiled.Table(place, version_of("unicode-rbnf"))


def _spelled_anew(language: str, number: int, rule: str) -> str:
    engine = _engine(language)
    if rule not in engine.rulesets:
        known = ", ".join(sorted(name for name in engine.rulesets if name.startswith("spellout-")))
        message = f"CLDR has no rule '{rule}' for {language}"
        place = Span(file_of("spoken", language))
        raise DamagedFileError([Diagnostic(place, "unknown-rule", message, f"one of: {known}")])
    return engine.format_number(number, ruleset_names=[rule]).text


@cache
def _engine(language: str) -> RbnfEngine:
    from unicode_rbnf import RbnfEngine  # takes long to load, and many lines have no number

    return RbnfEngine.for_language(language)

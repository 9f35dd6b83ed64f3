"""Roman numerals: after words such as type, in the names of rulers, and wherever one cannot be anything else."""

from __future__ import annotations

import re
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import any_of
from nightcue.text_normalisation.numbers import SpelledNumbers
from nightcue.text_normalisation.tables import Tables

_ROMAN = compiled(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NUMERAL = compiled(r"[IVX]{1,6}")
_ALONE = compiled(r"(?<=[^\W\d_] )(?!(?:IV|XX|XXX)(?![^\W_]))[IVX]{2,6}(?![^\W_]|[-'’])")
"""A numeral after any word; IV is an infusion, and XX and XXX are sizes and kinds of their own."""
_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class RomanNumerals:
    """Writes out the Roman numerals in texts of one language."""

    def __init__(self, tables: Tables, spelled: SpelledNumbers) -> None:
        self._tables, self._rulers, self._spelled = tables, tables.rulers, spelled

    def written_out(self, text: str) -> str:
        """Return `text` with the numeral of a ruler in words, and every other one as digits."""
        text = self._after_word.sub(lambda found: f"{found[1]} {_in_digits(found[2]).replace('/', ' / ')}", text)
        text = self._ruler.sub(self._of_ruler, text)
        return _ALONE.sub(lambda found: _value(found[0]), text)

    @cached_property
    def _after_word(self) -> re.Pattern[str]:
        numeral = r"[IVX]{1,6}(?![^\W_a-c])"
        more = rf"(?:\s?(?:[-–—/,&]|[a-z]{{1,3}}\s)\s?{numeral})*"
        return compiled(rf"\b((?i:{any_of(self._tables.roman_after)})) ({numeral}{more})")

    @cached_property
    def _ruler(self) -> re.Pattern[str]:
        rulers = self._rulers
        one_letter = any_of(rulers.one_letter)
        names = any_of((*rulers.masculine, *rulers.feminine))
        titled = rf"(?:{any_of((*rulers.titles, *rulers.titles_feminine))}) (?:{_NAME} )?{_NAME}"
        named = rf"(?P<titled>{titled})|(?:{names})"
        numeral = rf"[IVX]{{2,6}}|{one_letter}|(?(titled)[IVX]|(?!))"
        return compiled(rf"\b({named}) ({numeral})(?![^\W_]|[-'’])(?:\.(?= [a-zà-öø-þ]))?")

    def _of_ruler(self, found: re.Match[str]) -> str:
        rulers = self._rulers
        value = _value(found[3])
        if not value.isdigit():
            return found[0]
        if int(value) > rulers.ordinals_to:
            return f"{found[1]} {self._spelled.whole(value)}"
        words = found[1].split()
        is_woman = words[0] in rulers.titles_feminine or words[-1] in rulers.feminine
        if is_woman:
            said = rulers.said_feminine.format(number=self._spelled.whole(value, "ordinal_feminine"))
        else:
            said = rulers.said.format(number=self._spelled.whole(value, "ordinal"))
        return f"{found[1]} {said}"


def _in_digits(numerals: str) -> str:
    return _NUMERAL.sub(lambda found: _value(found[0]), numerals)


def _value(roman: str) -> str:
    """Return the value of a Roman numeral as digits; anything else unchanged."""
    if not _ROMAN.fullmatch(roman):
        return roman
    values = [_VALUES[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))

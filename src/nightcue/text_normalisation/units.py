"""Units, money and what is counted: their names by number and gender, and what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import any_of, next_word, stop_at, words_before
from nightcue.text_normalisation.doubts import Doubt, two_meanings
from nightcue.text_normalisation.numbers import Amount, SpelledNumbers
from nightcue.text_normalisation.tables import Money, Tables, Unit

_NOT_IN_WORD = r"(?![^\W_])"
_NEXT_WORD = compiled(r"\s([^\W\d_]+)")
_PER = compiled(r"\s?/\s?([^\W\d_]+)")
_HEIGHT = compiled(r"(\d{1,2})['’′]\s?(1[01]|\d)(?:[\"”″]|['’′]{2}|(?![^\W_]|[.,]\d|['’′]))")
_QUOTES = "'’‘\"″”“′"


class Units:
    """The units of one language."""

    def __init__(self, tables: Tables, spelled: SpelledNumbers) -> None:
        self._tables, self._spelled = tables, spelled
        self._names: dict[str, Unit] = {}
        for unit in tables.units.values():
            for written in unit.names:
                self._names.setdefault(written, unit)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        one_letter = any_of(name for name in self._names if len(name) == 1)  # case-sensitive
        longer = any_of(name for name in self._names if len(name) > 1)
        return compiled(rf"\s?-?(?P<name>(?i:{longer})|{one_letter}){_NOT_IN_WORD}")

    def at(self, text: str, place: int) -> tuple[Unit | None, int]:
        """Return the unit at `place`, after an amount, and its end; None and `place` if there is none."""
        found = self._pattern.match(text, place)
        if not found:
            return None, place
        name = found["name"]
        unit = self._names.get(name) or self._names.get(name.lower()) or self._by_folded[name.casefold()]
        # a closing quote is no unit
        if name in _QUOTES and re.search(rf"[{_QUOTES}][\d.,½]*$", text[max(0, place - 12) : place]):
            return None, place
        return unit, found.end()

    @cached_property
    def _by_folded(self) -> dict[str, Unit]:
        return {name.casefold(): unit for name, unit in self._names.items()}

    def said(self, amount: Amount, unit: Unit | None) -> str:
        """Return the amount with its unit: "one and a half minutes", "un minuto y medio"."""
        if unit is None:
            return self._spelled.amount(amount)
        half = self._tables.fractions["1/2"]
        if unit.halved and amount.decimals == "5" and amount.whole != "0":
            amount = Amount(amount.whole, fraction="1/2")
        if not amount.whole:
            fraction = self._tables.fractions[amount.fraction]
            return fraction.of_unit(unit.gender).format(one=unit.one, a=unit.with_article)
        if amount.fraction and half.after_feminine:  # the fraction stands behind the unit
            fraction = self._tables.fractions[amount.fraction]
            after = fraction.after_whole(unit.gender)
            whole = Amount(amount.whole)
            return f"{self._spelled.amount(whole, unit.gender)} {unit.one if whole.is_one else unit.other} {after}"
        return f"{self._spelled.before_noun(amount, unit.gender)} {unit.one if amount.is_one else unit.other}"

    def with_unit(
        self, text: str, start: int, amount: Amount, unit: Unit, end: int, doubts: list[Doubt]
    ) -> tuple[str, int]:
        """Return an amount with its unit, what it is per, and a full stop if one is due, and where they end."""
        written = text[start:end]
        if re.search(r"[\d½⅓⅔¼¾]\s?[m'’′]$", written):
            unit = self._metres_or_minutes(text, start, end, amount, doubts)
        said = self.said(amount, unit)
        if re.search(r"\d-[^\W\d_]", written) or (unit.one != unit.other and self._tells_kind(text, start, end)):
            said = f"{self._spelled.amount(amount, unit.gender)}-{unit.one}"
        if text[end - 1] in '"″”':
            doubts.append(two_meanings(written, "seconds", "inches", said, f"write it out: '{said}'"))
        end = self.past_stop(text, end, unit)
        per, end = self.per(text, end)
        stop = stop_at(text, end)
        return said + per + stop, end

    def _tells_kind(self, text: str, start: int, end: int) -> bool:
        """Return whether amount and unit describe a noun after them, as in "a 10 sec hold"."""
        after = next_word(text, end + (text[end : end + 1] == "."))
        is_noun = after and after not in self._tables.nouns.none
        return bool(is_noun and words_before(text, start, 1) & self._tables.kind_after)

    def _metres_or_minutes(self, text: str, start: int, end: int, amount: Amount, doubts: list[Doubt]) -> Unit:
        """Return the unit for m or ': minutes for ', and after a word such as "for"; else metres."""
        units, is_prime = self._tables.units, text[end - 1] in _QUOTES
        is_time = is_prime or words_before(text, start, 1) & set(self._tables.clock.lengths_after)
        unit = units["minute"] if is_time else units["metre"]
        if is_prime or not (is_time or next_word(text, end) in self._tables.distances):
            said, other = self.said(amount, unit), "feet" if is_prime else "minutes"
            hint = f"write it out: '{said}'"
            doubts.append(two_meanings(text[start:end], "minutes" if is_time else "metres", other, said, hint))
        return unit

    def past_stop(self, text: str, end: int, unit: Unit) -> int:
        """Return the end of a unit, its full stop included."""
        spelled = text.endswith((unit.one, unit.other), 0, end)
        dotted = text[end : end + 1] == "." and not spelled and not text[end + 1 : end + 2].isdigit()
        return end + 1 if dotted and text[end - 1].isalpha() and text[end : end + 2] != ".." else end

    def per(self, text: str, end: int) -> tuple[str, int]:
        """Return the words for "/day" in "3x/day", with a space before them, and where it ends."""
        found = _PER.match(text, end)
        if not found:
            return "", end
        what = found[1]
        unit = self._names.get(what)
        if found[0].endswith(f" {what}") and not unit and what.lower() not in self._tables.per:
            return ",", found.start(1) - 1  # between spaces it only parts two things
        words = self._tables.per.get(what.lower()) or self._tables.per["other"].format(what=unit.one if unit else what)
        return f" {words}", found.end()

    def compound(self, text: str, start: int) -> tuple[str, int] | None:
        """Return a length in two units, as 1h30, 1 min 20 s or 1 minute and 30 seconds, and where it ends."""
        found = self._compound.match(text, start)
        if not found:
            return None
        larger = self._names.get(found["large"]) or self._by_folded[found["large"].casefold()]
        smaller = self._tables.units.get(larger.smaller)
        named = found["small"]
        given = self._smaller_named[named.casefold()] if named else smaller
        if not smaller or given != smaller or (not named and found["between"].strip()):
            return None
        whole, part, end = Amount(found["whole"]), Amount(found["part"].lstrip("0") or "0"), found.end()
        if found["part"] == "30" and self._tables.numbers.thirty_is_half:
            said = self.said(Amount(whole.whole, fraction="1/2"), larger)
        else:
            joint = " " if larger.runs_on else f" {self._tables.numbers.and_} "
            said = f"{self.said(whole, larger)}{joint}{self.said(part, smaller)}"
        end = self.past_stop(text, end, smaller) if named else end
        return said + stop_at(text, end), end

    def with_decimal_commas(self, text: str) -> str:
        """Return `text` with 1,5 for 1'5 where a unit or a currency follows, in a language in which that is written."""
        return self._apostrophe.sub(",", text) if self._tables.numbers.apostrophe else text

    @cached_property
    def _apostrophe(self) -> re.Pattern[str]:
        names = (*_names_in_letters(self._tables.units.values()), *self._tables.money, "%")
        return compiled(rf"(?<=\d)['’](?=\d{{1,2}}\s?(?:{any_of(names)}){_NOT_IN_WORD})")

    def feet_and_inches(self, text: str, start: int, doubts: list[Doubt]) -> tuple[str, int] | None:
        """Return a height such as 5'4" or 6'2, and where it ends; only where a double quote is the sign of inches."""
        foot, inch = self._tables.units.get("foot"), self._tables.units.get("inch")
        found = _HEIGHT.match(text, start)
        if not (found and foot and inch and '"' in inch.written):
            return None
        if words_before(text, start, 1) & set(self._tables.clock.lengths_after):
            return None
        said = f"{self.said(Amount(found[1]), foot)} {self.said(Amount(found[2]), inch)}"
        doubts.append(two_meanings(found[0], "feet and inches", "minutes and seconds", said, f"write it out: '{said}'"))
        return said, found.end()

    @cached_property
    def _smaller_named(self) -> dict[str, Unit]:
        """Return the units that follow a larger one, by their names; after feet, in is inches."""
        smaller = {
            unit.smaller: self._tables.units[unit.smaller] for unit in self._tables.units.values() if unit.smaller
        }
        return {name.casefold(): unit for unit in smaller.values() for name in _names_in_letters([unit])}

    @cached_property
    def _compound(self) -> re.Pattern[str]:
        large = any_of(_names_in_letters(unit for unit in self._tables.units.values() if unit.smaller))
        small = any_of(self._smaller_named)
        joint = rf"(?P<between>\s?(?:,?\s?(?:{self._tables.numbers.and_}|&)\s)?)"
        return compiled(
            rf"(?P<whole>\d{{1,4}})\s?(?P<large>{large})\.?{joint}"
            rf"(?P<part>\d{{1,2}})(?:\s?(?P<small>{small}))?{_NOT_IN_WORD}(?![.,:/]\d)",
            re.IGNORECASE,
        )

    def money(self, amount: Amount, currency: Money, end: int) -> tuple[str, int]:
        """Return an amount of money, and where it ends."""
        name = currency.one if amount.whole == "1" else currency.other
        if amount.decimals and len(amount.decimals) == 2:
            whole = f"{self._spelled.whole(amount.whole, currency.gender)} {name}"
            if not int(amount.decimals):
                return whole, end
            cents = str(int(amount.decimals))
            part = currency.part_one if cents == "1" else currency.part_other
            said = f"{self._spelled.whole(cents)} {part}".strip()
            return self._tables.money_with_part.format(whole=whole, part=said), end
        return f"{self._spelled.before_noun(amount, currency.gender)} {name}", end

    def money_before(self, text: str, amount: Amount, currency: Money, end: int) -> tuple[str, int]:
        """Return an amount whose currency stands before it, with a word such as million, and where it ends."""
        scale = self._scale.match(text, end)
        if not scale:
            return self.money(amount, currency, end)
        return f"{self._spelled.amount(amount)} {self._tables.money_scales[scale[1]]} {currency.other}", scale.end()

    def money_after(self, text: str, amount: Amount, end: int) -> tuple[str, int] | None:
        """Return an amount whose currency stands behind it, and where that ends."""
        scale = self._scale.match(text, end)
        found = self._money.match(text, scale.end() if scale else end)
        if scale and found:
            words, money = self._tables.money_scales[scale[1]], self._tables.money[found[1]]
            return f"{self._spelled.amount(amount, 'masculine')} {words} {money.other}", found.end()
        return self.money(amount, self._tables.money[found[1]], found.end()) if found else None

    @cached_property
    def _scale(self) -> re.Pattern[str]:
        return compiled(rf"\s({any_of(self._tables.money_scales)}){_NOT_IN_WORD}")

    @cached_property
    def _money(self) -> re.Pattern[str]:
        return compiled(rf"\s?({any_of(self._tables.money)}){_NOT_IN_WORD}")

    def rule_of_noun(self, text: str, end: int) -> str:
        """Return the rule for a number that ends at `end`: the gender of the noun after it, or plain."""
        if not self._tables.nouns.feminine_ends:
            return "plain"
        joined = self._joined.match(text, end)
        if joined:
            return "feminine" if self.rule_of_noun(text, joined.end()) == "feminine" else "plain"
        found = _NEXT_WORD.match(text, end)
        return self._gender(found[1].lower()) if found else "plain"

    @cached_property
    def _joined(self) -> re.Pattern[str]:
        return compiled(rf"\s(?:{any_of(self._tables.nouns.joins)})\s\d+")

    def _gender(self, word: str) -> str:
        nouns = self._tables.nouns
        if word in nouns.none or word.endswith(nouns.none_ends):
            return "plain"
        if word in nouns.masculine:
            return "masculine"
        return "feminine" if word in nouns.feminine or word.endswith(nouns.feminine_ends) else "masculine"


def _names_in_letters(units: Iterable[Unit]) -> set[str]:
    """Return every name of `units` that is made of letters, without its full stop."""
    names = {name.rstrip(".") for unit in units for name in unit.names}
    return {name for name in names if name.isalpha()}

"""Abbreviations written out, with a full stop left only where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from nightcue.text_normalisation.context import any_of, ends_sentence
from nightcue.text_normalisation.tables import Tables

_INITIAL = re.compile(r"(?<![^\W_])(?<![.'’])([^\W\d_])\.(?=\s?[^\W\d_])")
_ACRONYM = re.compile(r"(?<![^\W_])(?<!\.)((?:[^\W\d_]\.\s?){1,5}[^\W\d_])\.(?![^\W_])")
_NOT_AFTER_NUMBER = r"(?<!\d)(?<!\d\s)"
"""What follows a number is its unit."""
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Abbreviations:
    """Writes out the abbreviations of one language."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def before_numbers(self, text: str) -> str:
        """`text` with what stands before a number written out (No. 5), and Roman numerals as digits (type II)."""
        text = self._roman.sub(lambda found: f"{found[1]} {_value(found[2])}", text)
        given = {key.casefold(): word for key, word in self._tables.before_number.items()}
        return self._before_number.sub(lambda found: f"{_cased(found[0], given[_key(found[1])])} ", text)

    def in_words(self, text: str) -> str:
        """`text` with abbreviations, initials and one letter for a side written out."""
        text = self._sides.sub(lambda found: self._tables.sides[found[1]], text)
        titles = {_key(key): word for key, word in self._tables.titles.items()}
        text = self._titles.sub(lambda found: _cased(found[0], titles[_key(found[0])]), text)
        text = self._anywhere.sub(self._written_out, text)
        text = _ACRONYM.sub(self._letters, text)
        return _INITIAL.sub(self._initial, text)

    @cached_property
    def _roman(self) -> re.Pattern[str]:
        return re.compile(
            rf"\b((?i:{any_of(self._tables.roman_after)})) ([IVXLC]{{1,7}})(?![^\W_])(?<!\bC)(?<!\bD)(?<!\bL)"
        )

    @cached_property
    def _before_number(self) -> re.Pattern[str]:
        return re.compile(
            rf"{_NOT_AFTER_NUMBER}(?<![^\W_])({_any_abbreviation(self._tables.before_number)})\s?(?=\d)", re.IGNORECASE
        )

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        names = "|".join(map(_pattern, sorted(self._tables.titles, key=len, reverse=True)))
        return re.compile(rf"(?<![^\W_])(?:{names})(?=\s?[^\W\d_])(?=\s?(?-i:[A-ZÀ-ÖØ-Þ]))")

    @cached_property
    def _sides(self) -> re.Pattern[str]:
        letters, nouns = any_of(self._tables.sides), any_of(self._tables.side_nouns)
        return re.compile(rf"(?<![^\W_])({letters})(?=\.? (?:{nouns})\b)\.?")

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(
            rf"{_NOT_AFTER_NUMBER}(?<![^\W_])(?<![^\W_][.'’-])({_any_abbreviation(self._tables.abbreviations)})",
            re.IGNORECASE,
        )

    @cached_property
    def _given(self) -> dict[str, str]:
        return {_key(key): word for key, word in self._tables.abbreviations.items()}

    def _written_out(self, found: re.Match[str]) -> str:
        written, text = found[1], found.string
        words = self._given.get(_key(written)) or self._given[_key(written.rstrip("."))]
        stop = ends_sentence(text, found.end()) if written.endswith(".") else ""
        return _cased(written, words) + stop

    def _letters(self, found: re.Match[str]) -> str:
        letters = re.findall(r"[^\W\d_]", found[1])
        at_end = not found.string[found.end() :].strip(" )\"'”’")
        return " ".join(letter.upper() for letter in letters) + ("." if at_end else "")

    def _initial(self, found: re.Match[str]) -> str:
        letter, text = found[1], found.string
        before = text[max(0, found.start() - 40) : found.start()]
        word = re.search(r"([^\W\d_]+)\.?[\s]*$", before)
        if not letter.isupper() or not re.match(r"\s?[A-ZÀ-ÖØ-Þ]", text[found.end() :][:2]):
            return found[0]
        if not word:
            return letter + ("" if text[found.end() : found.end() + 1] == " " else " ")
        follows_name = word[1][0].isupper() and word[1].lower() not in self._tables.letters_after
        follows_small = word[1].islower() and word[1] not in self._tables.letters_after and letter not in "IA"
        if not (follows_name or (follows_small and len(word[1]) > 0)):
            return found[0]
        return letter + ("" if text[found.end() : found.end() + 1] == " " else " ")


def _any_abbreviation(keys: Iterable[str]) -> str:
    """A pattern for any of the keys, the longest first; each ends where its word does."""
    return "|".join(map(_pattern, sorted(keys, key=len, reverse=True)))


def _pattern(key: str) -> str:
    """A pattern for one abbreviation: a space in it may be missing, and a full stop at its end where it has none."""
    body = r"\s?".join(map(re.escape, key.split()))
    if key[-1].isalpha() and "/" not in key:
        return rf"{body}(?![^\W_])\.?(?!\.)"
    return rf"{body}(?![^\W_])" if key[-1].isalpha() else body


def _key(written: str) -> str:
    return "".join(written.casefold().split())


def _cased(written: str, words: str) -> str:
    """`words` with a capital where what was written begins with one and has small letters too."""
    first = next((letter for letter in written if letter.isalpha()), "")
    return words[:1].upper() + words[1:] if first.isupper() and not written.isupper() and len(written) > 3 else words


def _value(roman: str) -> str:
    """The value of a Roman numeral as digits; what is none stays as it is."""
    if not _ROMAN.fullmatch(roman):
        return roman
    values = [_VALUES[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))

"""Writing out abbreviations, with a full stop only where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.context import any_of, opens_sentence, stop_at
from nightcue.text_normalisation.tables import Tables

_INITIAL = compiled(r"(?<![^\W_])(?<![.'’])([A-ZÀ-ÖØ-Þ])\.(?=(\s?)[A-ZÀ-ÖØ-Þ])")
_LAST_INITIAL = compiled(r"(?<=[^\W\d_] )([A-ZÀ-ÖØ-Þ])\.(?=[,;)])")
_ACRONYM = compiled(r"(?<![^\W_])(?<!\.)((?:[^\W\d_]\.\s?){1,5}[^\W\d_])\.(?![^\W_])")
_LAST_WORD = compiled(r"([^\W\d_]+)\.?\s*$")
_REACH = 40
"""Characters before a place that are searched."""
_OWN_WORDS = "AI"
"""Single letters that are words."""
_NOT_AFTER_NUMBER = r"(?<!\d)(?<!\d\s)"
"""Not after a number, where it is a unit."""


class Abbreviations:
    """Writes out the abbreviations of one language."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def before_numbers(self, text: str) -> str:
        """Return `text` with abbreviations before numbers written out, as in No. 5."""
        given = {_key(key): word for key, word in self._tables.before_number.items()}
        return self._before_number.sub(lambda found: f"{_cased(found, _word_for(found[1], given))} ", text)

    def in_words(self, text: str) -> str:
        """Return `text` with abbreviations, initials and one letter for a side written out."""
        text = self._weekdays.sub(self._from_day_to_day, text)
        text = self._sides.sub(lambda found: self._tables.sides[found[1]], text)
        text = self._titles.sub(self._title, text)
        text = self._anywhere.sub(self._written_out, text)
        text = _ACRONYM.sub(self._letters, text)
        return _LAST_INITIAL.sub(r"\1", _INITIAL.sub(self._initial, text))

    @cached_property
    def _before_number(self) -> re.Pattern[str]:
        return compiled(
            rf"{_NOT_AFTER_NUMBER}(?<![^\W_])({_any_abbreviation(self._tables.before_number)})\s?(?=\d)", re.IGNORECASE
        )

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        written = sorted(self._tables.titles, key=len, reverse=True)
        small = any_of(f"{key.rstrip('.')}.".lower() for key in written if len(key.rstrip(".")) > 1)
        names = f"{'|'.join(map(_pattern, written))}|{small}"
        return compiled(rf"{_NOT_AFTER_NUMBER}(?<![^\W_])(?:{names})(?=\s?[^\W\d_])(?=\s?(?-i:[A-ZÀ-ÖØ-Þ]))")

    @cached_property
    def _weekdays(self) -> re.Pattern[str]:
        """Return the pattern of two days side by side, for one alone may be a word, as sat is."""
        joint = self._tables.numbers.range.format(first="", second="").strip()
        written = (*self._tables.weekdays, *self._tables.weekdays.values())
        day = any_of({form for name in written for form in (name, name[:1].upper() + name[1:])})
        both = rf"\s(?:&|{self._tables.numbers.and_})\s"
        between = rf"(?:\s?[-–—]\s?|\s{joint}\s|(?P<both>{both}))"
        return compiled(rf"(?<![^\W_])(?P<first>{day})\.?{between}(?P<second>{day})(?![^\W_])(?:\.(?!\s*$))?")

    def _from_day_to_day(self, found: re.Match[str]) -> str:
        days = {key.casefold(): day for key, day in self._tables.weekdays.items()}
        first, second = (days.get(found[name].casefold(), found[name]) for name in ("first", "second"))
        if found["both"]:
            return f"{first} {self._tables.numbers.and_} {second}"
        return self._tables.numbers.range.format(first=first, second=second)

    @cached_property
    def _sides(self) -> re.Pattern[str]:
        letters, nouns = any_of(self._tables.sides), any_of(self._tables.side_nouns)
        return compiled(rf"(?<![^\W_])(?<!/)({letters})(?=\.? (?:{nouns})\b)\.?")

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return compiled(
            rf"{_NOT_AFTER_NUMBER}(?<![^\W_])(?<![^\W_][.'’-])({_any_abbreviation(self._tables.abbreviations)})",
            re.IGNORECASE,
        )

    @cached_property
    def _given(self) -> dict[str, str]:
        return {_key(key): word for key, word in self._tables.abbreviations.items()}

    def _written_out(self, found: re.Match[str]) -> str:
        written, text = found[1], found.string
        words = _word_for(written, self._given)
        apart = " " if written.endswith("/") and text[found.end() : found.end() + 1].isalnum() else ""
        return _cased(found, words) + stop_at(text, found.end()) + apart

    def _title(self, found: re.Match[str]) -> str:
        """Return the words for a title before a name; after a name, "St." may be another word, such as Street."""
        key, text = _key(found[0]), found.string
        before = _LAST_WORD.search(text[max(0, found.start() - _REACH) : found.start()])
        if before and len(key) == 2 and before[1].lower() in self._tables.letters_after:
            return found[0]  # vitamin D.
        other = self._given.get(key) if found[0].endswith(".") else None
        if other and before and before[1][0].isupper() and not opens_sentence(text, found.start() - len(before[0])):
            return other + stop_at(text, found.end())
        return _cased(found, _word_for(found[0], self._known_titles))

    @cached_property
    def _known_titles(self) -> dict[str, str]:
        return {_key(key): word for key, word in self._tables.titles.items()}

    def _letters(self, found: re.Match[str]) -> str:
        letters = re.findall(r"[^\W\d_]", found[1])
        at_end = not found.string[found.end() :].strip(" )\"'”’")
        return " ".join(letter.upper() for letter in letters) + ("." if at_end else "")

    def _initial(self, found: re.Match[str]) -> str:
        """Return an initial without its full stop; other single letters can end a sentence ("vitamin D. Rest")."""
        word = _LAST_WORD.search(found.string[max(0, found.start() - _REACH) : found.start()])
        if word and (word[1].lower() in self._tables.letters_after or (word[1].islower() and found[1] in _OWN_WORDS)):
            return found[0]
        return found[1] + ("" if found[2] else " ")


def _any_abbreviation(keys: Iterable[str]) -> str:
    """Return a pattern for any of the keys, the longest first; each ends where its word does."""
    return "|".join(map(_pattern, sorted(keys, key=len, reverse=True)))


def _pattern(key: str) -> str:
    """Return the pattern of an abbreviation, with optional spaces, and an optional full stop if it has none."""
    body = r"\s?".join(map(re.escape, key.split()))
    if key[-1].isalpha() and "/" not in key:
        return rf"{body}(?![^\W\d_])(?:\.(?!\.))?"
    return rf"{body}(?![^\W_])" if key[-1].isalpha() else body


def _word_for(written: str, table: Mapping[str, str]) -> str:
    """Return what an abbreviation stands for, in a table whose keys may lack the full stop."""
    key = _key(written)
    return table[key] if key in table else table[key.rstrip(".")]


def _key(written: str) -> str:
    return "".join(written.casefold().split())


def _cased(found: re.Match[str], words: str) -> str:
    """Return `words` with a capital where they open a sentence."""
    goes_on = found.start() > 0 and found[0][0].islower()  # a small letter after the full stop of an abbreviation
    return words[:1].upper() + words[1:] if opens_sentence(found.string, found.start()) and not goes_on else words

"""What the diary asks and shows, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nightcue.diary.night import SIGNS
from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has, language_of, languages_with

DIARY = "diary"
"""The file of a language that has the words."""

URGENT = SIGNS[:3]
"""The signs of fact help-urgent: get help now; the others are those of help-evaluation: ask a doctor."""


@dataclass(frozen=True)
class Words:
    """Everything the diary says in one language; the same fields, keys and {names} in every language."""

    tag: str
    heading: str
    number: str
    ask: dict[str, str]
    none: str
    again: str
    hint: dict[str, str]
    labels: dict[str, dict[str, str]]
    """The answers of each question, by the words that are kept; `done` has the fields of night.DONE."""
    short: dict[str, dict[str, str]]
    """The same where there is little room."""
    columns: dict[str, str]
    help: dict[str, str]
    there: str
    change: str
    kept: str
    removed: str
    remove: str
    left: str
    wrong: dict[str, str]
    """What is said of rows that cannot be read, or are of nights to come, and when such a row is removed."""
    empty: str
    more: str
    reminder: dict[str, str]

    def of_night(self, said: str, evening: date) -> str:
        """Return `said` with the days that the night goes from and to."""
        return said.format(evening=self._day(evening), morning=self._day(evening + timedelta(days=1)))

    def help_for(self, signs: tuple[str, ...] | None) -> str | None:
        """Return what to do about warning signs, the most urgent first; None where there are none."""
        if not signs:
            return None
        urgent, others = set(URGENT) & set(signs), set(signs) - set(URGENT)
        said = [self.help["urgent"]] if urgent else []
        said += [self.help["doctor"]] if others else []
        return "\n".join([*said, self.help["general"]])

    def brief(self, field: str, values: tuple[str, ...]) -> str:
        """Values of a field with little room."""
        labels = self.short.get(field) or self.labels[field]
        return ", ".join(labels[value] for value in values)

    def _day(self, day: date) -> str:
        from babel.dates import format_date

        return str(format_date(day, "full", locale=self.tag))


@cache
def words(tag: str) -> Words:
    """Return the words for a BCP 47 tag, with their own tag; English for a language that has none."""
    language = language_of(tag) if has(tag, DIARY) else FIRST
    return Words(tag=language, **words_of(DIARY, language))


def words_of_the_profile() -> Words:
    """Return the words of the profile's language, else English. Raises DamagedFileError for a damaged profile."""
    from nightcue.safety.profile_file import is_absent
    from nightcue.storage.paths import profile_path

    if is_absent(profile_path()):
        return words(FIRST)
    from nightcue.safety.profile import read_profile

    return words(read_profile().language or FIRST)


def words_that_are_understood() -> list[Words]:
    """Return the words of the profile's language, or those of every language when the profile cannot be read."""
    from nightcue.language.diagnostics import DamagedFileError

    try:
        return [words_of_the_profile()]
    except DamagedFileError:
        return [words(language) for language in languages_with(DIARY)]

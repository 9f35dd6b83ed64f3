"""The built-in phrases of each language, and its words for numbers and durations."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from pydantic import create_model

from nightcue import beside_compiled
from nightcue.language.diagnostics import one_line
from nightcue.language.locale_files import words_of
from nightcue.language.phrase_models import Pain, Parts, Plural, Words
from nightcue.locales import FOLDER, LANGUAGES, SPEAKS, missing
from nightcue.packages import version_of

HALF_A_MINUTE, AN_HOUR = 30, 3600
"""Seconds."""

_KEPT_BELOW = 600
"""What is said of whole numbers and of whole seconds below it is kept, and of whole minutes below an hour."""


class Phrases(Words):
    """The built-in phrases of one language; every language has the same fields.

    `steps` has the phrases of each kind of step, by kind.
    """

    by_part: Parts
    set: str
    halfway: str
    half_minutes: Plural
    left: Plural
    greeting: str
    sample: str
    voice: str
    cleared: str
    pain: Pain
    pronounce: dict[str, str]
    steps: Any


class Speech:
    """The phrases, durations and numbers of one language.

    `tag` is normalised: en for EN, es-MX for es_MX or es-mx.UTF-8.
    """

    def __init__(self, tag: str) -> None:
        """Raise ValueError for a tag that is no language, or one without built-in phrases."""
        try:
            self.locale = Locale.parse(tag.strip().replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            message = f"'{one_line(tag, 40)}' is not a known language tag"
            raise ValueError(message) from None
        if self.locale.language not in LANGUAGES:
            raise ValueError(_not_spoken(tag, self.locale.language))
        known = self.locale
        self.tag = "-".join(filter(None, (known.language, known.script, known.territory, known.variant)))
        self.phrases = _phrases(self.locale.language)

    def duration(self, seconds: Fraction) -> str:
        """Return `seconds` in words, such as "1 hour and 5 minutes" or "one and a half minutes"."""
        whole, part = divmod(seconds, 1)
        if HALF_A_MINUTE < seconds < AN_HOUR and seconds % 60 == HALF_A_MINUTE:
            return self.plural(self.phrases.half_minutes, seconds // 60).format(count=self.number(int(seconds // 60)))
        if part or (seconds >= _KEPT_BELOW and (whole % 60 or seconds >= AN_HOUR)):
            return self._in_units(whole, part)
        return _kept(("duration", self.tag, whole), lambda: self._in_units(whole, part))

    def _in_units(self, whole: int, part: Fraction) -> str:
        from babel.lists import format_list

        hours, minutes, left = int(whole // 3600), int(whole % 3600 // 60), whole % 60 + part
        parts = [self._unit(hours, "hour")] if hours else []
        parts += [self._unit(minutes, "minute")] if minutes else []
        if left or not parts:
            parts.append(self._unit(int(left) if left.denominator == 1 else float(left), "second"))
        return _with_plain_spaces(format_list(parts, locale=self.locale))

    def time_left(self, seconds: Fraction) -> str:
        """Return the phrase for `seconds` that are left of a window."""
        # the verb agrees with the first number
        leading = seconds // 3600 or seconds // 60 or seconds
        return self.plural(self.phrases.left, leading).format(time=self.duration(seconds))

    def number(self, value: int) -> str:
        """Return a whole number as it is written in this language."""
        if 0 <= value < _KEPT_BELOW:
            return _kept(("number", self.tag, value), lambda: _number(value, self.locale))
        return _number(value, self.locale)

    def _unit(self, value: float, unit: str) -> str:
        return _with_unit(value, unit, self.locale)

    def plural(self, forms: Plural, value: Fraction | int) -> str:
        """Return the plural form for `value`."""
        number = float(value)
        if number.is_integer() and 0 <= number < _KEPT_BELOW:
            name = _kept(("plural", self.tag, number), lambda: self.locale.plural_form(number))
        else:
            name = self.locale.plural_form(number)
        form: str | None = getattr(forms, name)
        return form or forms.other


def _kept(key: tuple[Any, ...], make: Callable[[], str]) -> str:
    """Return what CLDR has for `key`, kept from another time: to load its data takes as long as to read a routine."""
    table = _cldr()
    words: str | None = table.get(key)
    if words is None:
        words = make()
        table.add(key, words)
    return words


@cache
def _cldr() -> beside_compiled.Table:
    return beside_compiled.Table(beside_compiled.place(__file__, ".cldr"), version_of("babel"))


@lru_cache(maxsize=1_000, typed=True)  # the time left is said again and again
def _with_unit(value: float, unit: str, locale: Locale) -> str:
    from babel.units import format_unit

    return str(format_unit(value, f"duration-{unit}", length="long", locale=locale))


@lru_cache(maxsize=1_000)
def _number(value: int, locale: Locale) -> str:
    from babel.numbers import format_decimal

    return _with_plain_spaces(format_decimal(value, locale=locale))


def _with_plain_spaces(text: str) -> str:
    """Return `text` with plain spaces in place of CLDR's no-break spaces: it is to be spoken, not printed."""
    return " ".join(text.split())


def _not_spoken(tag: str, language: str) -> str:
    """Return why there are no phrases for a tag: there is no folder, or files are missing in it."""
    spoken = f"there are no built-in phrases for '{one_line(tag, 40)}'; there are for: {', '.join(LANGUAGES)}"
    folder = Path(FOLDER, language)
    if folder.is_dir() and (lacking := missing(language, SPEAKS)):
        spoken += f" ({folder} has no {', '.join(lacking)})"
    return spoken


@cache
def _phrases(language: str) -> Phrases:
    """Return the phrases of a language. Raises DamagedFileError with the place of what is missing or wrong."""
    return _phrases_of_every_step().model_validate(words_of("phrases", language))


@cache
def _phrases_of_every_step() -> type[Phrases]:
    """Return the model of a language's phrases, those of every kind of step included."""
    from nightcue.language import steps  # noqa: F401  makes every kind known
    from nightcue.language.step import Step

    own: dict[str, Any] = {kind: (step.words, ...) for kind, step in Step.kinds.items() if step.words}
    return create_model("Phrases", __base__=Phrases, steps=(create_model("Steps", __base__=Words, **own), ...))

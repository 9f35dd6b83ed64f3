"""The phrases nightcue speaks by itself in each language, and numbers and durations in words of that language."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit
from pydantic import create_model

from nightcue.language.diagnostics import one_line
from nightcue.language.locale_files import words_of
from nightcue.language.phrase_models import Pain, Parts, Plural, Words
from nightcue.locales import FOLDER, LANGUAGES, SPEAKS, missing

HALF_A_MINUTE, AN_HOUR = 30, 3600
"""Seconds."""


class Phrases(Words):
    """Everything nightcue says by itself in one language; the same fields in every language.

    What it says in a kind of step is in `steps`, by kind: each kind names its own.
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
    """How one language speaks: its phrases, durations and numbers.

    `tag` is the one way to write it, whatever way it was asked for: en for EN, es-MX for es_MX or es-mx.UTF-8.
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
        """`seconds` in words with units, such as "1 hour and 5 minutes"; minutes and 30 seconds as one says them."""
        whole, part = divmod(seconds, 1)
        if HALF_A_MINUTE < seconds < AN_HOUR and seconds % 60 == HALF_A_MINUTE:
            return self.plural(self.phrases.half_minutes, seconds // 60).format(count=self.number(int(seconds // 60)))
        hours, minutes, left = int(whole // 3600), int(whole % 3600 // 60), whole % 60 + part
        parts = [self._unit(hours, "hour")] if hours else []
        parts += [self._unit(minutes, "minute")] if minutes else []
        if left or not parts:
            parts.append(self._unit(int(left) if left.denominator == 1 else float(left), "second"))
        return _with_plain_spaces(format_list(parts, locale=self.locale))

    def time_left(self, seconds: Fraction) -> str:
        """What is said when `seconds` of a window are left."""
        # the verb goes with the first number that is said
        leading = seconds // 3600 or seconds // 60 or seconds
        return self.plural(self.phrases.left, leading).format(time=self.duration(seconds))

    def number(self, value: int) -> str:
        """A whole number as it is written in this language."""
        return _with_plain_spaces(format_decimal(value, locale=self.locale))

    def _unit(self, value: float, unit: str) -> str:
        return str(format_unit(value, f"duration-{unit}", length="long", locale=self.locale))

    def plural(self, forms: Plural, value: Fraction | int) -> str:
        """Return the one of `forms` that goes with `value`."""
        form: str | None = getattr(forms, self.locale.plural_form(float(value)))
        return form or forms.other


def _with_plain_spaces(text: str) -> str:
    """`text` without the spaces that do not break a line, which CLDR has in some languages: it is there to be heard."""
    return " ".join(text.split())


def _not_spoken(tag: str, language: str) -> str:
    """Why there are no phrases for a tag: no folder, or one that lacks files, which are named."""
    spoken = f"there are no built-in phrases for '{one_line(tag, 40)}'; there are for: {', '.join(LANGUAGES)}"
    if (FOLDER / language).is_dir() and (lacking := missing(language, SPEAKS)):
        spoken += f" ({FOLDER / language} has no {', '.join(lacking)})"
    return spoken


@cache
def _phrases(language: str) -> Phrases:
    """The phrases of a language. Raises DamagedFileError with the place of what is missing or wrong in their file."""
    return _phrases_of_every_step().model_validate(words_of("phrases", language))


@cache
def _phrases_of_every_step() -> type[Phrases]:
    """The model of a language's phrases, with those of each kind of step."""
    from nightcue.language import steps  # noqa: F401  makes every kind known
    from nightcue.language.step import Step

    own: dict[str, Any] = {kind: (step.words, ...) for kind, step in Step.kinds.items() if step.words}
    return create_model("Phrases", __base__=Phrases, steps=(create_model("Steps", __base__=Words, **own), ...))

"""The tables of a language, from its file spoken.yaml: how numbers, units, abbreviations and signs are said."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span
from nightcue.language.locale_files import words_of
from nightcue.locales import file_of, has, language_of

_TIMES = {"hour": "h", "minute": "m", "second": "s"}
"""The units of time, and the letters under which language.yaml has their spellings too."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rules(_Strict):
    """The names of CLDR's rules for spelling a number out, by what it counts."""

    plain: str
    masculine: str
    feminine: str
    neuter: str
    ordinal: str
    ordinal_adjective: str
    ordinal_feminine: str
    year: str


class NumberWords(_Strict):
    """The words around numbers. `thousands` are the characters that may part groups of three digits."""

    thousands: str
    point: str
    comma: str
    decimals: str
    minus: str
    plus: str
    about: str
    less: str
    more: str
    at_most: str
    at_least: str
    plus_minus: str
    number: str
    range: str
    product: str
    area: str
    out_of: str
    over: str
    once: str
    times: str
    and_: str
    thirty_is_half: bool
    part_of: str
    day_first: bool
    million: str
    apostrophe: bool


class Unit(_Strict):
    """A unit: its spellings and names; `gender` is the name of a field of Rules."""

    one: str
    other: str
    written: tuple[str, ...] = ()
    gender: str = "plain"
    a: str = ""
    halved: bool = False
    smaller: str = ""
    runs_on: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the unit is written as."""
        return tuple(dict.fromkeys((*self.written, self.one, self.other)))

    @property
    def with_article(self) -> str:
        """The singular after its article, such as "an hour"."""
        return self.a or f"a {self.one}"


class Money(_Strict):
    """A currency; `part_one` is empty if its hundredths have no name."""

    one: str
    other: str
    part_one: str
    part_other: str
    gender: str = "plain"


class Fraction(_Strict):
    """The words for a fraction alone, of a unit, `before` a noun in some languages, and after a whole number."""

    alone: str
    of: str
    after: str
    of_feminine: str = ""
    before: str = ""
    before_feminine: str = ""
    after_feminine: str = ""

    def of_unit(self, gender: str) -> str:
        """Return the words for so much of a unit of that gender."""
        return (gender == "feminine" and self.of_feminine) or self.of

    def after_whole(self, gender: str) -> str:
        """Return the words for so much more than a whole number of something of that gender."""
        return (gender == "feminine" and self.after_feminine) or self.after


class Clock(_Strict):
    """Times of day, by their minutes; `late` are those after noon in 24 hours."""

    times_after: tuple[str, ...]
    lengths_after: tuple[str, ...]
    whole: str
    early: str
    quarter: str
    half: str
    other: str
    late: str
    late_whole: str
    morning: str
    afternoon: str
    evening: str


class Ordinals(_Strict):
    """The endings of ordinal numbers."""

    masculine: tuple[str, ...]
    feminine: tuple[str, ...]


class Rulers(_Strict):
    """Names that kings, queens and popes bear, with the words before them, and how their number is `said`.

    A number above `ordinals_to` is said as it counts: Luis catorce. `one_letter` are the numerals of one letter that
    are no word of the language.
    """

    said: str
    said_feminine: str
    ordinals_to: int
    one_letter: tuple[str, ...]
    titles: tuple[str, ...]
    titles_feminine: tuple[str, ...]
    masculine: tuple[str, ...]
    feminine: tuple[str, ...]


class Nouns(_Strict):
    """The gender of nouns, by their endings or one by one, and words that are not nouns.

    `joins` are words between two numbers that count the same noun, as in "1 o 2 veces".
    """

    feminine_ends: tuple[str, ...]
    feminine: frozenset[str]
    masculine: frozenset[str]
    none_ends: tuple[str, ...]
    joins: tuple[str, ...]
    none: frozenset[str]


class Tables(_Strict):
    """Everything in the file spoken.yaml of one language.

    `script` is Unicode's name of its letters, `silences` are other programs' words for a pause, and `distances` words
    after which m is metres, not minutes. After the words of `kind_after`, a number and its unit describe a noun, as in
    "a 10 sec hold".
    """

    script: str
    silences: tuple[str, ...]
    rules: Rules
    numbers: NumberWords
    units: dict[str, Unit]
    money: dict[str, Money]
    money_with_part: str
    fractions: dict[str, Fraction]
    clock: Clock
    per: dict[str, str]
    distances: frozenset[str]
    kind_after: frozenset[str]
    year_after: frozenset[str]
    counted: frozenset[str]
    decades_after: frozenset[str]
    decades_end: tuple[str, str]
    ordinals: Ordinals
    dates_after: frozenset[str]
    counted_through: frozenset[str]
    weekdays: dict[str, str]
    money_scales: dict[str, str]
    roman_after: tuple[str, ...]
    rulers: Rulers
    emergency: frozenset[str]
    call: frozenset[str]
    nouns: Nouns
    titles: dict[str, str]
    before_number: dict[str, str]
    abbreviations: dict[str, str]
    sides: dict[str, str]
    side_nouns: tuple[str, ...]
    letters_after: frozenset[str]
    signs: dict[str, str]


@cache
def tables_of(tag: str) -> Tables | None:
    """Return the tables of a tag's language, or None.

    Raises DamagedFileError for what is missing or wrong in the file.
    """
    if not has(tag, "spoken"):
        return None
    said = words_of("spoken", language_of(tag))
    numbers = {("and_" if key == "and" else key): value for key, value in said["numbers"].items()}
    try:
        return _with_spellings_of_times(Tables.model_validate(said | {"numbers": numbers}), tag)
    except ValidationError as error:
        place = Span(file_of("spoken", tag))
        wrong = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors(include_url=False)]
        found = [Diagnostic(place, "wrong-shape", f"{where}: {what[:1].lower()}{what[1:]}") for where, what in wrong]
        raise DamagedFileError(found) from None


def _with_spellings_of_times(tables: Tables, tag: str) -> Tables:
    """Return `tables` with the spellings of hours, minutes and seconds that durations in a routine have."""
    spellings = words_of("language", tag)["units"]
    units = dict(tables.units)
    for name, letter in _TIMES.items():
        if unit := units.get(name):
            units[name] = unit.model_copy(update={"written": (*unit.written, *spellings[letter])})
    return tables.model_copy(update={"units": units})

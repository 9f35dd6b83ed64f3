"""Lists of intervals of timer apps, as JSON or CSV: names with lengths, rests between them, rounds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

from nightcue.importing.draft import Draft, Item, Repeat, Rest, Said
from nightcue.importing.errors import not_readable
from nightcue.importing.fields import Fields, Value, fields_of_json
from nightcue.importing.timed import is_named, length_of, names, names_in, of_interval, refuse_too_many
from nightcue.language.locale_files import words_of
from nightcue.language.meant import fold
from nightcue.locales import FIRST, languages_with

_DELIMITERS = (",", ";", "\t")
_MOST_ROUNDS = 1_000
_PARTS = ("name", "length", "milliseconds", "minutes", "rest", "times", "kind", "list")
_OF_INTERVAL = {"name", "length", "milliseconds", "minutes", "rest", "kind", "list"}
_OF_PROGRAM = re.compile(r"_.*|id|uuid|identifier", re.IGNORECASE)
"""Fields that only the program itself knows what to do with."""
_UNIT = re.compile(r"(?P<name>[^(\[]*)[(\[](?P<unit>[^()\[\]]*)[)\]]\s*")
_FIELDS = tuple(("fields", part) for part in _PARTS)
_WORD = re.compile(r"[^\W\d_]+")
_TRUE = ("true", "yes")


def read_json(draft: Draft, text: str) -> None:
    """Add the list in a JSON text to the draft. Raises DamagedFileError where there is none."""
    read = fields_of_json(draft.path, text)
    draft.language = draft.language or _language_of(text)
    if isinstance(read, Fields):
        known = _known(read)
        if isinstance(title := known.get("name"), str) and title.strip():
            draft.title = " ".join(title.split())
    items = _Intervals(draft).of(read, is_top=True)
    _see(draft, items)


def read_csv(draft: Draft, text: str) -> None:
    """Add the rows of a table to the draft. Raises DamagedFileError where no row has a name or a length."""
    draft.language = draft.language or _language_of(text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    rows: list[Value] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells)
                if header is not None:
                    continue
                header = _guessed_header(cells)
            if len(cells) > len(header) and any(map(str.strip, cells[len(header) :])):
                draft.lost(reader.line_num, f"more cells than columns: {' '.join(cells[len(header) :])}")
            row = Fields(zip(header, (cell.strip() for cell in cells), strict=False))
            row.line = reader.line_num
            rows.append(row)
    except csv.Error as problem:
        raise not_readable(draft.path, "not-csv", f"this is no whole CSV: {problem}", None, reader.line_num) from None
    _see(draft, _Intervals(draft).of(rows))


def is_table(text: str) -> bool:
    """Return whether the first line of `text` names a column of names and one of lengths."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    header = _header(next(csv.reader([first], delimiter=max(_DELIMITERS, key=first.count)), []))
    known = _known(Fields((name, "") for name in header or ()))
    return "name" in known and not known.keys().isdisjoint({"length", "milliseconds", "minutes"})


def _see(draft: Draft, items: list[Item]) -> None:
    if not items:
        hint = "each interval needs a name and a length, such as name,duration in the first row of a table"
        raise not_readable(draft.path, "no-intervals", "there are no intervals in this file", hint)
    for item in items:
        draft.add(item)


class _Intervals:
    """Makes items of intervals, and counts them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._count = 0

    @cached_property
    def _said(self) -> dict[str, str]:
        return dict(words_of("importing", self._draft.language or FIRST)["said"])

    def of(self, read: Value, is_top: bool = False) -> list[Item]:
        """Return the items of a list of intervals, or of one, with those inside it."""
        self._count += 1
        refuse_too_many(self._draft, self._count)
        if isinstance(read, str):
            self._draft.lost(0, f"'{read}' is no interval: it has no name and length of its own")
            return []
        if isinstance(read, list):
            return [item for one in read for item in self.of(one)]
        known = _known(read)
        if not known.keys() & _OF_INTERVAL:  # what holds the list, under a name of its own
            held = [value for value in read.values() if not isinstance(value, str)]
            return [item for one in held for item in self.of(one)]
        self._tell_unknown(read)
        if (inside := known.get("list")) is not None:
            items = self.of(inside)
            return self._times(items, known, read.line)
        return self._times(self._one(known, read, is_top), known, read.line)

    def _one(self, known: dict[str, Value], fields: Fields, is_top: bool) -> list[Item]:
        """Return the items of one interval, and of the rest behind it."""
        name, length = self._text(known, "name"), self._length(known, fields.line)
        if not any(map(str.isalnum, name)):
            name = ""
        if is_top and name:
            name = self._said["work"]  # the name is the timer's own
        if length is None:
            return [Said((name,))] if name else []
        rest_field = self._text(known, "rest")
        if rest_field.lower() in _TRUE or is_named(self._text(known, "kind"), "resting") or is_named(name, "resting"):
            return [Rest(name or self._said["rest"], length)]
        items = of_interval(name or self._said["work"], (), length)
        if rest_field and rest_field.lower() not in ("false", "no"):
            of = f"the rest after {name or self._said['work']}"
            rest = None if _is_nothing(rest_field) else length_of(self._draft, rest_field, of, fields.line)
            items += [Rest(self._said["rest"], rest)] if rest else []
        return items

    def _length(self, known: dict[str, Value], line: int) -> Fraction | None:
        name = self._text(known, "name") or "an interval"
        for part, unit in (("length", ""), ("milliseconds", "ms"), ("minutes", "m")):
            if written := self._text(known, part):
                return length_of(self._draft, f"{written}{unit if written[-1:].isdigit() else ''}", name, line)
        self._draft.lost(line, f"{name} has no length; its name alone is said", "add a pause of its length behind it")
        return None

    def _times(self, items: list[Item], known: dict[str, Value], line: int) -> list[Item]:
        written = self._text(known, "times")
        if not items or written in ("", "1"):
            return items
        if not written.isdecimal() or not 1 <= int(written) <= _MOST_ROUNDS:
            self._draft.lost(line, f"'{written}' is no number of rounds from 1 to {_MOST_ROUNDS:,}; done once")
            return items
        return [Repeat(int(written), tuple(items))]

    def _tell_unknown(self, fields: Fields) -> None:
        for name, value in fields.items():
            is_nothing = isinstance(value, str) and _is_nothing(value)
            if _part_of(name) is None and not is_nothing and not _OF_PROGRAM.fullmatch(name):
                self._draft.lost(fields.line, f"'{name}' is not taken over")

    def _text(self, known: dict[str, Value], part: str) -> str:
        value = known.get(part)
        return " ".join(value.split()) if isinstance(value, str) else ""


def _known(fields: Fields) -> dict[str, Value]:
    """Return the values by what they are, the first of each kind: its name, its length and so on."""
    known: dict[str, Value] = {}
    for name, value in fields.items():
        part = _part_of(name)
        is_fitting = isinstance(value, list | Fields) if part == "list" else isinstance(value, str)
        if part and is_fitting:
            known.setdefault(part, value)
    return known


def _part_of(name: str) -> str | None:
    """Return what a field of this name says, such as length for Duration (s); None for one that is not known."""
    unit = _UNIT.fullmatch(name)
    called, measured = (unit["name"], fold(unit["unit"])) if unit else (name, "")
    part = next((part for part in _PARTS if fold(called) in names("fields", part)), None)
    if part == "length":
        return next((other for other in ("milliseconds", "minutes") if measured in names("fields", other)), part)
    return part


def _language_of(text: str) -> str | None:
    """Return the language that most names and words of a list are in, or None where no other has more than English."""
    words = {fold(word) for word in _WORD.findall(text)}
    counts = {
        language: sum(len(words & names_in(language, *part)) for part in (*_FIELDS, ("stretch",), ("resting",)))
        for language in languages_with("importing")
    }
    most = max(counts, key=lambda language: counts[language])
    return most if counts[most] > counts[FIRST] else None


def _header(cells: Iterable[str]) -> list[str] | None:
    """Return the names of the columns, or None if the row is one of values."""
    named = [cell.strip() for cell in cells]
    return named if any(map(_part_of, named)) and not any(map(_is_length, named)) else None


def _guessed_header(cells: list[str]) -> list[str]:
    """Return names for columns that have none: the first that is a length, and a name."""
    length = next((at for at, cell in enumerate(cells) if _is_length(cell)), 1)
    name = 0 if length else 1
    words = words_of("importing", FIRST)["fields"]
    return [
        words["length"][0] if at == length else words["name"][0] if at == name else f"{at}" for at in range(len(cells))
    ]


def _is_length(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell.rstrip(" smh")))


def _is_nothing(value: str) -> bool:
    return value.strip().lower() in ("", "0", "false", "none", "null", "0s", "00:00")

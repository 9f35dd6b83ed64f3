"""Reading the table of people: CSV as any spreadsheet writes it, JSON lines, or Parquet where pyarrow is there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nightcue.clinic.person import COLUMNS, Person
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span, did_you_mean, one_line
from nightcue.language.variables import NAME
from nightcue.storage.encodings import decoded
from nightcue.storage.reading import read_file

ENDINGS = (".csv", ".jsonl", ".parquet")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)
"""Names that Windows keeps for its devices."""
_DELIMITERS = (",", ";", "\t")
_NO_ID = "letters, digits, - and _, 64 at most, and no name of anybody: it is what the file is called"

Row = tuple[int, dict[str, str]]
"""Where a row begins, and its cells by column."""


def read_people(path: Path) -> list[Person]:
    """Return every person of the table at `path`, in its order.

    Raises DamagedFileError with the place of everything that leaves open who is meant or what a column is: then no row
    can be trusted. What is wrong with one person alone is found when that person's track is made.
    """
    found = list(_rows(path))
    problems = _wrong_ids(path, found)
    if not found:
        problems.append(Diagnostic(Span(path), "no-people", "there is nobody in this table", "write a row a person"))
    if problems:
        raise DamagedFileError(problems)
    return [Person(str(path), line, cells.pop("id"), cells) for line, cells in found]


def _rows(path: Path) -> Iterator[Row]:
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        hint = "save the spreadsheet as CSV"
        raise _damaged(Span(path), "not-a-table", f"a table of people ends in {', '.join(ENDINGS)}", hint)
    try:
        content = read_file(path)
    except OSError as problem:
        raise _damaged(Span(path), "unreadable", problem.strerror or str(problem)) from None
    if kind == ".parquet":
        return _parquet_rows(path, content)
    text, _ = decoded(content)
    return _csv_rows(path, text) if kind == ".csv" else _json_rows(path, text)


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    # a spreadsheet writes the delimiter of its country
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    header: list[str] | None = None
    problems: list[Diagnostic] = []
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = [cell.strip() for cell in cells]
                problems += _wrong_header(Span(path, 1, 1), header)
                if problems:
                    break
            elif any(cell.strip() for cell in cells):
                if len(cells) == len(header):
                    yield line, _said(zip(header, cells, strict=True))
                else:
                    message = f"{len(cells)} cells, where the first line has {len(header)}"
                    problems.append(Diagnostic(Span(path, line, 1), "wrong-length", message))
            line = reader.line_num + 1
    except csv.Error as problem:
        problems.append(Diagnostic(Span(path, line, 1), "not-csv", f"this is no CSV: {problem}"))
    if problems:
        raise DamagedFileError(problems)


def _json_rows(path: Path, text: str) -> Iterator[Row]:
    problems: list[Diagnostic] = []
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            said = json.loads(written)
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict):
            wrong = _wrong_header(Span(path, line, 1), [*said])
            problems += wrong
            if not wrong:
                yield line, _said((name, _written(value)) for name, value in said.items())
        else:
            message = "a person is one JSON object on one line"
            problems.append(Diagnostic(Span(path, line, 1), "not-json", message, '{"id": "17", "name": "Ana"}'))
    if problems:
        raise DamagedFileError(problems)


def _parquet_rows(path: Path, content: bytes) -> Iterator[Row]:
    if find_spec("pyarrow") is None:
        hint = "pip install pyarrow, or save it as CSV"
        raise _damaged(Span(path), "no-pyarrow", "Parquet is read by a package that is not here", hint)
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.read_table(io.BytesIO(content))
    except (pyarrow.ArrowInvalid, OSError) as problem:
        raise _damaged(Span(path), "not-parquet", f"this is no Parquet: {one_line(str(problem))}") from None
    if wrong := _wrong_header(Span(path), table.column_names):
        raise DamagedFileError(wrong)
    for batch in table.to_batches():
        for line, said in enumerate(batch.to_pylist(), 1):
            yield line, _said((name, _written(value)) for name, value in said.items())


def _written(value: Any) -> str:
    """Return what would stand in the cell of a spreadsheet."""
    if isinstance(value, list):
        return " ".join(map(_written, value))
    return "" if value is None else str(value)


def _said(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: value.strip() for name, value in cells if name and (name == "id" or value.strip())}


def _wrong_header(place: Span, header: list[str]) -> list[Diagnostic]:
    """Return what is wrong with the names of the columns; one without a name is left out."""
    found = []
    for name in dict.fromkeys(filter(None, header)):
        if header.count(name) > 1:
            found.append(Diagnostic(place, "column-twice", f"the column '{one_line(name, 40)}' is there twice"))
        elif not NAME.fullmatch(name):
            message = f"'{one_line(name, 40)}' cannot be a column"
            hint = did_you_mean(name.lower()[:40], COLUMNS) or "letters, digits and _, no digit first"
            found.append(Diagnostic(place, "unknown-column", message, hint))
    if "id" not in header:
        hint = "the first line names the columns, such as id,name,conditions"
        found.append(Diagnostic(place, "missing-column", "there is no column 'id'", hint))
    return found


def _wrong_ids(path: Path, rows: Iterable[Row]) -> list[Diagnostic]:
    first: dict[str, int] = {}
    found = []
    for line, cells in rows:
        each = cells["id"]
        place = Span(path, line, named="id")
        if not ID.fullmatch(each) or _DEVICES.fullmatch(each):
            found.append(Diagnostic(place, "bad-id", f"'{one_line(each, 40)}' cannot be an id", _NO_ID))
        elif each.casefold() == cells.get("name", "").casefold():
            found.append(Diagnostic(place, "bad-id", "the id is the person's name", _NO_ID))
        elif (before := first.setdefault(each.casefold(), line)) != line:
            message = f"the id '{each}' is that of line {before} too, or differs from it only in capitals"
            found.append(Diagnostic(place, "same-id", message))
    return found


def _damaged(place: Span, code: str, message: str, hint: str | None = None) -> DamagedFileError:
    return DamagedFileError([Diagnostic(place, code, message, hint)])

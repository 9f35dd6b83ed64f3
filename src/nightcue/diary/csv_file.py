"""The diary as a table for spreadsheets: CSV, one row a night, with what was played on its evening in the last column.

A spreadsheet takes text that begins with one of = + - @ for a formula and runs it, and one that expects another
delimiter lets a cell begin in the middle of a text. So such text, wherever a line or a cell can begin, is written with
a ' before it, which spreadsheets take for plain text; so is such text that has a ' before it already. Taking away one '
everywhere gives back exactly what was there.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from nightcue.diary.errors import ProblemsError
from nightcue.diary.night import FIELDS, Night, read_fields
from nightcue.diary.payload import Sent, checked_play, what_is_missing
from nightcue.diary.play import Play, plain_play
from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.storage.targets import begins

PLAYS = "plays"
is_csv_of_ours = begins(re.compile(",".join([*FIELDS, PLAYS]).encode() + rb"\r?\n"))
"""Whether a file is a table of ours: its first line is that of `as_csv`."""

_FORMULA = re.compile(r"(?<![^,;\t\r\n])'*[=+\-@\t\r\n＝＋－＠]")
_DELIMITERS = (",", ";", "\t")


def as_csv(nights: Iterable[Night], plays: Iterable[Play]) -> str:
    """Return the table. An evening with plays and no night is a row without cramps."""
    played: dict[date, list[Play]] = {}
    for play in plays:
        played.setdefault(play.evening, []).append(play)
    by_date = {night.date: night for night in nights}
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*FIELDS, PLAYS])
    for evening in sorted({*by_date, *played}):
        night = by_date.get(evening)
        cells = [_cell(night, name) for name in FIELDS] if night else [str(evening), *[""] * (len(FIELDS) - 1)]
        listed = [plain_play(play) for play in played.get(evening, [])]
        cells.append(json.dumps(listed, ensure_ascii=False) if listed else "")
        writer.writerow(map(defused, cells))
    return file.getvalue()


def from_csv(text: str) -> Sent:
    """Return what `as_csv`, a spreadsheet or a person wrote, checked. Raises ProblemsError with every line."""
    problems: list[str] = []
    nights: list[tuple[str, dict[str, Any]]] = []
    plays: list[Play] = []
    today, now = date.today(), datetime.now(UTC)
    for line, row in _rows(text, problems):
        place = f"line {line}"
        played = row.pop(PLAYS, "").strip()
        plays += _plays(place, played, now, problems)
        said = {name: as_written(cell) for name, cell in row.items() if cell.strip()}
        if played and said.keys() <= {"date"}:
            continue
        values, wrong = read_fields(said, today)
        problems += [f"{place}: {problem}" for problem in wrong or what_is_missing(values)]
        nights.append((place, values))
    if problems:
        raise ProblemsError(problems)
    return Sent(nights, plays)


def defused(text: str) -> str:
    """Return the text as no spreadsheet takes any part of it for a formula."""
    return _FORMULA.sub(lambda found: f"'{found[0]}", text)


def as_written(cell: str) -> str:
    """Return the text that `defused` made this of."""
    return _FORMULA.sub(lambda found: found[0].removeprefix("'"), cell)


def _cell(night: Night, name: str) -> str:
    value = getattr(night, name)
    return "" if value is None else FIELDS[name].text(value)


def _rows(text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield every row that is not empty, by the names of the header, with the line it begins on."""
    first = text.partition("\n")[0]
    # a spreadsheet writes the delimiter of its country
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = [cell.strip().lower() for cell in cells]
                if problem := _wrong_header(header):
                    problems.append(f"line 1: {problem}")
                    return
            elif len(cells) != len(header) and any(cells):
                problems.append(f"line {line}: {len(cells)} cells, where the first line has {len(header)}")
            elif any(cell.strip() for cell in cells):
                yield line, dict(zip(header, cells, strict=True))
            line = reader.line_num + 1
    except csv.Error as problem:
        problems.append(f"line {line}: this is no CSV: {problem}")
    if header is None:
        problems.append("line 1: there is nothing; the first line names the columns, such as date,cramps,intensity")


def _wrong_header(header: list[str]) -> str | None:
    columns = (*FIELDS, PLAYS)
    for name in header:
        if name not in columns:
            return f"there is no column '{one_line(name, 40)}'; {did_you_mean(name[:40], columns)}"
        if header.count(name) > 1:
            return f"the column '{name}' is there twice"
    missing = [name for name in ("date", "cramps") if name not in header]
    return f"the column '{missing[0]}' is missing; the first line names the columns" if missing else None


def _plays(place: str, cell: str, now: datetime, problems: list[str]) -> list[Play]:
    try:
        listed = json.loads(as_written(cell)) if cell else []
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        problems.append(f"{place}: plays: this is no list of plays; leave the cell empty")
        return []
    found = [checked_play(f"{place}: plays[{number}]", said, now, problems) for number, said in enumerate(listed)]
    return [play for play in found if play]

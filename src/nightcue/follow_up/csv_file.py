"""How everybody stands, as a table for spreadsheets: CSV, one row a person; no name and no note is in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from nightcue.diary.csv_file import defused
from nightcue.follow_up.standing import Standing
from nightcue.storage.targets import begins

COLUMNS = (
    "id", "call", "reasons", "signs", "worst_pain", "last_evening", "nights_done", "nights_due", "nights_prescribed",
    "notes_to_read", "files",
)  # fmt: skip

is_ours = begins(re.compile(",".join(COLUMNS).encode() + rb"\r?\n"))
"""Whether a file is a table of ours: its first line is that of `as_csv`."""


def as_csv(standings: Iterable[Standing]) -> str:
    """Return the table."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for each in standings:
        cells = (
            each.id, "yes" if each.reasons else "no", "; ".join(said for _, said in each.reasons), " ".join(each.signs),
            each.pain, each.last, each.done, each.due, each.prescribed, each.notes, each.files,
        )  # fmt: skip
        writer.writerow(defused("" if cell is None else str(cell)) for cell in cells)
    return file.getvalue()

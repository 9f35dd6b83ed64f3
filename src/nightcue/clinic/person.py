"""A person of the table: what its row says, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span
from nightcue.safety.profile import Profile, parse_profile

OF_THE_PROFILE = ("name", "language", "voice", "pace", "detail", "conditions")
"""The columns that say what a profile says."""

OF_THE_COURSE = ("first_night", "nights")
"""The columns that say when the person begins and how many nights are prescribed; no track depends on them."""

COLUMNS = ("id", *OF_THE_PROFILE, "cleared_by", "routine", "recipient", *OF_THE_COURSE)
"""The columns that mean the same for every routine; any other names a variable of the routine."""

_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Person:
    """One row: `said` has what stands in its cells by column, without those that are empty.

    `table` is the file as it was named, and `line` where in it the row begins; of a Parquet file it is the row, from 1.
    """

    table: str
    line: int
    id: str
    said: Mapping[str, str] = field(default_factory=dict)

    def place(self, column: str | None = None) -> Span:
        """Return the place of a cell, or of the row."""
        return Span(Path(self.table), self.line, named=column)

    def heard(self) -> list[tuple[str, str]]:
        """Return what the row says, sorted, without what no track depends on."""
        return sorted((name, value) for name, value in self.said.items() if name not in OF_THE_COURSE)

    def profile(self) -> Profile:
        """Return who listens. Raises DamagedFileError with the place of each cell that says what a profile cannot."""
        values: dict[str, Any] = {name: self.said[name] for name in OF_THE_PROFILE if name in self.said}
        if "conditions" in values:
            values["conditions"] = [each for each in _BETWEEN.split(values["conditions"]) if each]
        return parse_profile(values, {name: self.place(name) for name in values})

    @property
    def routines(self) -> tuple[str, ...]:
        """The routines that the row names, if it does."""
        return tuple(each for each in _BETWEEN.split(self.said.get("routine", "")) if each)

    def refused(self, column: str, code: str, message: str, hint: str | None = None) -> DamagedFileError:
        """Return the error about one cell."""
        return DamagedFileError([Diagnostic(self.place(column), code, message, hint)])

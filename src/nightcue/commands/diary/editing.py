"""Changing a night, for the commands that do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nightcue.terminal import tell

if TYPE_CHECKING:
    from datetime import date

    from nightcue.diary.night import Night
    from nightcue.diary.words import Words


def change(words: Words, there: Night, changes: Mapping[str, Any]) -> None:
    """Keep the changes of a night, and say so. Raises ProblemsError, DiaryError."""
    from nightcue.diary.store import writing

    if not changes:
        tell(words.left)
        return
    with writing() as diary:
        diary.change(there.date, changes)
    tell(words.of_night(words.kept, there.date))


def last_evening() -> date:
    """Return yesterday evening, by the clock of this machine. Raises ProblemsError where that is no date of a night."""
    from datetime import date, timedelta

    from nightcue.diary.errors import ProblemsError
    from nightcue.diary.night import FIELDS

    evening = date.today() - timedelta(days=1)
    try:
        FIELDS["date"].check(str(evening))
    except ValueError:
        raise ProblemsError(
            [f"the clock of this machine says it is {date.today()}; set it right, or name the evening with --date"]
        ) from None
    return evening


def evening_argument(text: str) -> date:
    """Return the date of a night as it was typed. Raises ProblemsError."""
    from nightcue.diary.errors import ProblemsError
    from nightcue.diary.night import FIELDS

    try:
        evening: date = FIELDS["date"].read(text)
    except ValueError as problem:
        raise ProblemsError([f"DATE: {problem}"]) from None
    return evening

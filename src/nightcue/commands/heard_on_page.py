"""What was heard on the bedside page, for `nightcue play`: a full form that was heard there need not come back here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nightcue.diary.play import Play


def keep_full_forms(plays: Iterable[Play], forms: Mapping[tuple[str, str, float], str]) -> None:
    """Remember each play of a full form that was heard to its end, by the `forms` of the tracks of the page."""
    from nightcue.bedside.full_form import keep_heard
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import find

    for play in plays:
        if play.finished and forms.get((play.routine, play.language, play.length)) == "full":
            with suppress(RoutineError):  # one that has been removed since
                keep_heard(find(play.routine, play.language), play.started)

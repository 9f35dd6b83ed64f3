"""The diaries behind the page that is served: what it sends is kept in them, and what they know is told to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.debugging import log_place
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.diary.play import Play


def keep_sent(folder: Path, diaries: list[str], secret: bytes, payload: Any, sender: str) -> dict[str, Any]:
    """Keep what the page in `folder` sends in one of `diaries`, and tell it here; return what the page is to know.

    A page that names no diary means the first, or the usual one where there is none. Raises ValueError for what cannot
    be, and OutputError where it cannot be written, which is told here too.
    """
    from datetime import datetime

    from nightcue.audio.errors import OutputError
    from nightcue.bedside.list_file import forms_in
    from nightcue.commands.noted import noted
    from nightcue.diary.errors import DiaryError
    from nightcue.diary.received import NotedMeanwhileError, keep

    name, payload = _whose(diaries, payload)
    try:
        kept = keep(payload, path=diary_of(name), secret=secret)
    except NotedMeanwhileError as error:
        return {"there": error.there}
    except DiaryError as error:
        log_place(error)
        tell(f"nightcue: error: {error}", err=True)
        raise OutputError(str(error)) from error
    if kept.nights or kept.plays:
        forms = forms_in(folder)
        if not name:  # whose diary has a name may be somebody else than who plays here
            _keep_full_forms(kept.plays, forms)
        with suppress(OSError):  # nobody reads what is told here any more
            tell(noted(kept, f"{sender} {name}" if name else sender, datetime.now(), forms))
    return {"nights": len(kept.nights), "plays": len(kept.plays), "versions": kept.versions}


def finished_lately(diaries: list[str]) -> dict[str, list[dict[str, object]]]:
    """Return by diary what was heard to its end lately, for the page to bring back a full form that was not.

    A diary that cannot be read says nothing.
    """
    from datetime import datetime

    from nightcue.bedside.full_form import WEEK
    from nightcue.diary.errors import DiaryError
    from nightcue.diary.finished import finished_since

    told = {}
    for name in diaries or [""]:
        with suppress(DiaryError):
            told[name] = finished_since(datetime.now().astimezone() - WEEK, diary_of(name))
    return told


def _keep_full_forms(plays: Iterable[Play], forms: Mapping[tuple[str, str, float], str]) -> None:
    """Have `nightcue play` know of each full form that was heard to its end, by the `forms` of the page's tracks."""
    from nightcue.bedside.full_form import keep_heard
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import find
    from nightcue.programme.uses import routine_of_week

    for play in plays:
        if play.finished and forms.get((play.routine, play.language, play.length)) == "full":
            with suppress(RoutineError):  # one that has been removed since
                routine = routine_of_week(play.routine, play.language) or find(play.routine, play.language)
                keep_heard(routine, play.started)


def _whose(diaries: list[str], payload: Any) -> tuple[str, Any]:
    """Return the name of the diary that is meant, empty for the usual one, and what is sent without it.

    Raises ValueError for a diary that is not served.
    """
    if not isinstance(payload, dict) or "diary" not in payload:
        return (diaries[0] if diaries else ""), payload
    if payload["diary"] not in diaries:
        raise ValueError("diary: no diary of that name is served here")
    return payload["diary"], {name: said for name, said in payload.items() if name != "diary"}


def diary_of(name: str) -> Path:
    """Return the file of the diary of that name, or of the usual one where it is empty."""
    from nightcue.diary.names import folder_name
    from nightcue.storage.paths import diary_path

    return diary_path(folder_name(name) if name else None)

"""What the bedside page sends: nights and plays, kept all together or not at all."""

from __future__ import annotations

from typing import Any

from nightcue.diary.errors import ProblemsError, UnreadError
from nightcue.diary.night import changed, night_of
from nightcue.diary.payload import checked
from nightcue.diary.store import writing


def keep(payload: Any) -> dict[str, Any]:
    """Keep what was sent, and return how many nights and plays it had: {"nights": n, "plays": m}.

    A night that is there already takes the fields that were sent and keeps its others; a play is known by its
    routine, language and start, and the longest heard stays. So sending the same again changes nothing.
    Raises ProblemsError (a ValueError, with `problems`) for anything that is not possible, DiaryError when the diary
    cannot be written; nothing is kept then.
    """
    sent = checked(payload)
    with writing() as diary:
        for place, fields in sent.nights:
            try:
                there = diary.night(fields["date"])
            except UnreadError:  # what is sent takes the place of what nobody can read
                there = None
            try:
                diary.put(changed(there, fields) if there else night_of(fields))
            except ValueError as problem:
                raise ProblemsError([f"{place}.{problem}"]) from None
        for play in sent.plays:
            diary.put_play(play)
    return {"nights": len(sent.nights), "plays": len(sent.plays)}

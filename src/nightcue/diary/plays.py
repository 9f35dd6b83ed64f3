"""Keeping a play: that a routine was played, and how far."""

from __future__ import annotations

from datetime import datetime

from nightcue.diary.errors import ProblemsError
from nightcue.diary.play import Play, check_play, plain_play
from nightcue.diary.store import writing


def keep_play(routine: str, language: str, started: datetime, heard: float, length: float, finished: bool) -> None:
    """Keep one play. `heard` and `length` are seconds; a `started` without an offset is by the clock of this machine.

    Raises ProblemsError (a ValueError) for what no play can be, DiaryError when it cannot be kept.
    """
    moment = started if started.utcoffset() is not None else started.astimezone()
    play, problems = check_play(plain_play(Play(routine, language, moment, float(heard), float(length), finished)))
    if play is None:
        raise ProblemsError(problems)
    with writing() as diary:
        diary.put_play(play)

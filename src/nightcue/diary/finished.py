"""What was heard to its end lately, for the bedside page: a full form that was need not come back yet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nightcue.diary.play import PLAY_FIELDS, Play, plain_play
from nightcue.diary.store import reading

_TOLD = [name for name in PLAY_FIELDS if name not in ("heard", "finished")]


def finished_since(moment: datetime, path: Path | None = None) -> list[dict[str, object]]:
    """Return the last play of each track that was heard to its end since `moment`.

    Each is {routine, language, started, length}. A track is known by its routine, language and length in seconds.
    `path` is that of another diary than the usual one. Raises DiaryError.
    """
    with reading(path) as diary:
        plays = diary.plays_since(moment)
    last: dict[tuple[str, str, float], Play] = {}
    for play in sorted(plays, key=lambda play: play.started):
        if play.finished:
            last[play.routine, play.language, play.length] = play
    return [{name: said for name, said in plain_play(play).items() if name in _TOLD} for play in last.values()]

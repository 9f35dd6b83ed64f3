"""One line on the terminal for what somebody has noted on the bedside page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from nightcue.language.diagnostics import one_line

if TYPE_CHECKING:
    from nightcue.diary.night import Night
    from nightcue.diary.play import Play
    from nightcue.diary.received import Kept

_LONGEST = 200
"""Characters of the line, and half as many of a note."""


def noted(
    kept: Kept, sender: str, now: datetime, forms: Mapping[tuple[str, str, float], str] = MappingProxyType({})
) -> str:
    """Return when, from which address, and what has changed in the diary, as one line.

    `forms` has the form of each track of a routine with two, by name, language and length.
    """
    plays = [_plays(kept.plays, forms)] if kept.plays else []
    said = [*(_night(before, after) for before, after in kept.nights), *plays]
    return f"{now:%H:%M:%S}  {one_line(sender, 40)}  {one_line('; '.join(said), _LONGEST)}"


def _night(before: Night | None, after: Night) -> str:
    from nightcue.diary.night import plain_night

    old, new = plain_night(before) if before else {}, plain_night(after)
    fields = [name for name in {**new, **old} if old.get(name) != new.get(name)]
    if before is None:
        said = [f"{name} {_shown(new[name])}" for name in fields if name != "date"]
        return f"the night of {after.date}: {', '.join(said)}"
    said = [f"{name} {_shown(new.get(name))} (was {_shown(old.get(name))})" for name in fields]
    return f"the night of {after.date} corrected: {', '.join(said)}"


def _shown(value: object) -> str:
    if value is None:
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(value) or "none"
    return one_line(repr(value) if isinstance(value, str) and " " in value else str(value), _LONGEST // 2)


def _plays(plays: list[Play], forms: Mapping[tuple[str, str, float], str]) -> str:
    first = plays[0]
    form = forms.get((first.routine, first.language, first.length))
    name = f"{first.routine}.{first.language}{f' in its {form} form' if form else ''}"
    heard = f"played {name}, {first.heard:.0f} of {first.length:.0f} s"
    return heard if len(plays) == 1 else f"{heard}, and {len(plays) - 1} more"

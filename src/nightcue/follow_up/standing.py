"""How each person stands by what was handed back: the reasons to call, and the nights done of those prescribed.

Nothing here judges: a sign, a pain or a silence that somebody asked for is repeated with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from nightcue.clinic.person import Person
from nightcue.diary.beginning import evenings_played
from nightcue.diary.night import Night
from nightcue.follow_up.course import Course
from nightcue.follow_up.exports import Export
from nightcue.language.diagnostics import one_line

Why = Literal["sign", "pain", "unreadable", "unknown", "nothing"]
ORDER: tuple[Why, ...] = ("sign", "pain", "unreadable", "unknown", "nothing")
"""The reasons, in the order in which people are listed."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to be told: `pain` from 0 to 10 and more, and `silence`, so many nights without anything.

    Only nights from `since` on count for signs and pain, all where it is None. `today` is the day it is.
    """

    today: date
    pain: int = 7
    silence: int = 3
    since: date | None = None


@dataclass(frozen=True)
class Standing:
    """One person: the id, each reason to call with its sentence, and the nights done of those `due` so far.

    Where a file has no id in its name, its name is told in place of it.
    `prescribed` is the whole course, None where it has no end. `signs` are all that were noted, and `pain` the worst.
    `last` is the last evening of which there is anything, and `notes` how many nights have a note for you to read.
    """

    id: str
    reasons: Sequence[tuple[Why, str]]
    done: int
    due: int
    prescribed: int | None
    signs: Sequence[str]
    pain: int | None
    last: date | None
    notes: int
    files: int


def standings(
    exports: Iterable[Export],
    people: Sequence[Person] | None,
    courses: Mapping[str, Course],
    usual: Course,
    asked: Asked,
    uses: Mapping[tuple[str, str], str],
) -> list[Standing]:
    """Return how everybody stands of whom an export or a row is there; whoever has a reason comes first.

    `people` are those of the table, None where there is none: then nobody is unknown. `uses` is what each routine is
    for, by its name and language, for only those before bed count.
    """
    known = {person.id.casefold(): person.id for person in people or ()}
    by_id: dict[str, list[Export]] = {key: [] for key in known}
    for export in exports:
        by_id.setdefault((export.id or export.path.name).casefold(), []).append(export)
    found = []
    for key, files in by_id.items():
        name = known.get(key) or files[0].id or one_line(files[0].path.name)
        is_unknown = people is not None and key not in known
        found.append(_standing(name, files, courses.get(key, usual), is_unknown, asked, uses))
    return sorted(found, key=_rank)


def _standing(
    name: str,
    files: Sequence[Export],
    course: Course,
    is_unknown: bool,
    asked: Asked,
    uses: Mapping[tuple[str, str], str],
) -> Standing:
    nights = sorted((night for file in files for night in file.nights), key=lambda night: night.date)
    plays = [play for file in files for play in file.plays]
    played = evenings_played(plays, uses)
    told = {night.date for night in nights} | {play.evening for play in plays}
    last_night = asked.today - timedelta(days=1)
    due = course.due(min(told, default=None), last_night)
    refused = {night.date for night in nights if night.stretched is False}
    done = {night.date for night in nights if night.stretched} | (played - refused)
    seen = [night for night in nights if asked.since is None or night.date >= asked.since]
    reasons: list[tuple[Why, str]] = [*_signs(seen), *_pain(seen, asked.pain)]
    if any(file.problems for file in files):
        reasons.append(("unreadable", "not all that was handed back can be read, look at it yourself"))
    if is_unknown:
        reasons.append(("unknown", "the id is not in the table"))
    if told:
        reasons += _silence(told, due, last_night, asked.silence)
    elif not reasons and (course.first is None or len(due) >= asked.silence):
        reasons.append(("nothing", "no night in what was handed back" if files else "nothing was handed back"))
    return Standing(
        name,
        reasons,
        done=len(done & set(due)),
        due=len(due),
        prescribed=course.nights,
        signs=sorted({sign for night in seen for sign in night.signs or ()}),
        pain=max((night.intensity for night in seen if night.intensity is not None), default=None),
        last=max(told, default=None),
        notes=sum(night.note is not None for night in seen),
        files=len(files),
    )


def _signs(nights: Iterable[Night]) -> list[tuple[Why, str]]:
    """Return a reason for each sign, with the last evening of which it was noted."""
    last = {sign: night.date for night in nights for sign in night.signs or ()}
    return [("sign", f"warning sign: {sign}, last noted of {evening}") for sign, evening in last.items()]


def _pain(nights: Iterable[Night], least: int) -> list[tuple[Why, str]]:
    strong = [
        (night.intensity, night.date) for night in nights if night.intensity is not None and night.intensity >= least
    ]
    if not strong:
        return []
    worst, evening = max(strong)
    more = f", and {len(strong) - 1} more at {least} or above" if len(strong) > 1 else ""
    return [("pain", f"pain {worst} of 10 in the night of {evening}{more}")]


def _silence(told: set[date], due: Sequence[date], last_night: date, most: int) -> list[tuple[Why, str]]:
    """Return a reason where the last `most` nights are prescribed, past, and nothing is there of any."""
    silent = due[-most:]
    if len(silent) < most or silent[-1] != last_night or told & set(silent):
        return []
    before = max((evening for evening in told if evening < silent[0]), default=None)
    since = f"{(last_night - before).days} nights, since that of {before}" if before else f"{most} nights"
    return [("nothing", f"nothing for {since}")]


def _rank(standing: Standing) -> tuple[int, str]:
    return min((ORDER.index(why) for why, _ in standing.reasons), default=len(ORDER)), standing.id

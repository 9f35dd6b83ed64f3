"""Judging a programme: all its weeks at once, and what only shows where weeks are seen together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from nightcue.building.checking import check_routine
from nightcue.building.forms import scripts_of
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import Diagnostic
from nightcue.language.script import Window
from nightcue.programme.programme import Week
from nightcue.programme.tracks import ProgrammeTrack

if TYPE_CHECKING:
    from nightcue.progress import Progress

BEGIN_SHORT = "compression-increase"
"""The fact that compression begins with short sessions."""


def judge_programme(tracks: Sequence[ProgrammeTrack], progress: Progress | None = None) -> list[Diagnostic]:
    """Return what `check` finds in the routine of each week, and what is found in the weeks together.

    What is found in every week is told once, and anything else with its weeks. Raises VoiceError.
    """
    weeks: dict[Diagnostic, list[Week]] = {}
    for track in tracks:
        for found in check_routine(track.request, progress):
            weeks.setdefault(found, []).extend(track.weeks)
    count = sum(len(track.weeks) for track in tracks)
    told = [_of_weeks(found, those, count) for found, those in weeks.items()]
    if any(found.severity == "error" for found in told):
        return told
    return [*told, *_begins_long(tracks)]


def numbered(weeks: Iterable[Week]) -> str:
    """Return the numbers of weeks in words: week 1; weeks 1, 2 and 5."""
    *others, last = (str(week.number) for week in sorted(weeks, key=lambda week: week.number))
    return f"weeks {', '.join(others)} and {last}" if others else f"week {last}"


def _of_weeks(found: Diagnostic, weeks: Sequence[Week], count: int) -> Diagnostic:
    if len(weeks) == count:
        return found
    place = weeks[0].span
    return replace(found, message=f"in {numbered(weeks)} ({place.path.name}:{place.line}), {found.message}")


def _begins_long(tracks: Sequence[ProgrammeTrack]) -> Iterator[Diagnostic]:
    """Find a first week of compression that has more of it than a later one."""
    lasts = [(week, seconds) for track in tracks if (seconds := _compression(track.request)) for week in track.weeks]
    if not lasts:
        return
    (first, longest), *later = sorted(lasts, key=lambda each: each[0].number)
    if shorter := [week for week, seconds in later if seconds < longest]:
        message = f"week {first.number} has more compression than {numbered(shorter)} (fact {BEGIN_SHORT})"
        hint = "begin with short, gentle sessions, and go higher only while it stays comfortable"
        yield Diagnostic(first.span, "programme-begins-long", message, hint, "warning", fact=BEGIN_SHORT)


def _compression(request: BuildRequest) -> Fraction:
    """Return the seconds of compression in a routine."""
    windows = (cue for cue in scripts_of(request).full.cues if isinstance(cue, Window))
    return sum(
        (each.seconds for each in windows if each.treatment and each.treatment.therapy == "compression"), Fraction(0)
    )

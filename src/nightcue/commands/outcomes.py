"""Making a track with a progress bar, and printing the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nightcue.amounts import clock, how_many, size
from nightcue.building.incremental import make, unchanged
from nightcue.commands.exit_codes import show
from nightcue.commands.progress import shown
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest


def built(request: BuildRequest) -> BuildOutcome:
    """Make what is asked for, where anything has changed. Raises RoutineError, VoiceError and OutputError."""
    return unchanged(request) or _made(request)


def built_quietly(request: BuildRequest) -> BuildOutcome:
    """Build for who wants no more than the track: tell what is wrong in it, and not that it was made."""
    outcome = built(request)
    show(*outcome.warnings)
    _tell_outdated(outcome)
    return outcome


def _made(request: BuildRequest) -> BuildOutcome:
    with shown(request.routine.stem) as progress:
        return make(request, progress)


def tell_outcome(outcome: BuildOutcome, before: str = "") -> None:
    """Tell what was made, the first line with `before` in front, and what a person should know of it."""
    show(*outcome.warnings)
    first, *others = _lines(outcome)
    tell(f"{before}{first}", *others)
    _tell_notes(outcome)


def tell_remarks(outcome: BuildOutcome) -> None:
    """Tell all but what was made: what was found in the routine, and what a person should know."""
    show(*outcome.warnings)
    _tell_notes(outcome)


def _lines(outcome: BuildOutcome) -> list[str]:
    """Return a line for each file beside the track, and one for the track, or for the chapters in their folder."""
    from nightcue.building.request import BESIDE

    target, *others = outcome.files
    beside = [path for path in others if path.suffix[1:] in BESIDE]
    lines = [f"{path}  {size(path.stat().st_size)}" for path in beside if path.stem == target.stem]
    tracks = [path for path in others if path not in beside]
    chapters = f"{how_many(len(tracks), 'chapter')}  " if tracks else ""
    whole = sum(path.stat().st_size for path in tracks or [target])
    how = "nothing has changed" if outcome.how == "unchanged" else f"in {outcome.took:.1f} s"
    return [*lines, f"{target}  {clock(outcome.seconds)}  {chapters}{size(whole)}  {how}"]


def _tell_notes(outcome: BuildOutcome) -> None:
    if outcome.note:
        tell(f"note: {outcome.note}", err=True)
    _tell_outdated(outcome)


def _tell_outdated(outcome: BuildOutcome) -> None:
    """Name the words of an earlier build that a player would show with the new track."""
    for path in outcome.outdated:
        tell(f"note: {path} has other words or times; --with {path.suffix[1:]} makes it again", err=True)

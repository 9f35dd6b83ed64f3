"""Making the tracks of the bedside page: one line while they are made, and each thing to be told once."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.bedside.page_entry import Listed
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest


@dataclass
class PageTracks:
    """The routines of a page with their tracks, how many could not be made, and every path that they depend on."""

    made: list[tuple[Listed, Path]] = field(default_factory=list)
    failed: int = 0
    looked_at: list[Path] = field(default_factory=list)


def make_tracks(requests: list[BuildRequest]) -> PageTracks:
    """Make the track of each request; what is wrong with one is told, and the others go on."""
    from nightcue.bedside.page_entry import listed
    from nightcue.commands.exit_codes import exit_code, explain
    from nightcue.language.library import routine_files

    tracks = PageTracks()
    outcomes: list[BuildOutcome] = []
    if not sys.stderr.isatty():  # a terminal has a bar
        tell(f"making {len(requests)} tracks for the page", err=True)
    for number, request in enumerate(requests, 1):
        path = request.routine
        try:
            outcome = _made(request, f"{number}/{len(requests)} {path.stem}")
            tracks.made.append((listed(request, outcome.track), outcome.track))
        except Exception as error:
            if exit_code(error) is None:
                raise
            explain(error)
            tracks.failed += 1
            tracks.looked_at += [path, *routine_files(path.parent), *routine_files(path.parent / "parts")]
            continue
        tracks.looked_at += outcome.looked_at
        outcomes.append(outcome)
    _tell_once(outcomes)
    return tracks


def _made(request: BuildRequest, shown_as: str) -> BuildOutcome:
    from nightcue.building.incremental import make, unchanged
    from nightcue.commands.progress import shown

    if outcome := unchanged(request):
        return outcome
    with shown(shown_as) as progress:
        return make(request, progress)


def _tell_once(outcomes: list[BuildOutcome]) -> None:
    """Tell what was found in the routines, and what a person should know of the voices, each thing once."""
    from nightcue.commands.exit_codes import show

    known: set[str] = set()
    for outcome in outcomes:
        show(*(found for found in outcome.warnings if str(found) not in known))
        known |= {str(found) for found in outcome.warnings}
    for note in dict.fromkeys(outcome.note for outcome in outcomes if outcome.note):
        tell(f"note: {note}", err=True)

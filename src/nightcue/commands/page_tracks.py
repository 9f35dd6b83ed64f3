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
    """The routines of a page with their tracks, how many could not be made, and every path that they depend on.

    The usual form of a routine stands before its other one. `chapters` are the files of its chapters, by its track.
    """

    made: list[tuple[Listed, Path]] = field(default_factory=list)
    failed: int = 0
    looked_at: list[Path] = field(default_factory=list)
    chapters: dict[Path, tuple[Path, ...]] = field(default_factory=dict)

    @property
    def routine_count(self) -> int:
        """The number of routines that have a track, in one form or in both."""
        return len({(each.name, each.language) for each, _ in self.made})

    def add(self, request: BuildRequest, outcome: BuildOutcome) -> Listed:
        """Add the track that was made of `request`. Raises RoutineError and OutputError as `listed` does."""
        from nightcue.bedside.page_entry import listed

        added = listed(request, outcome.track)
        self.made.append((added, outcome.track))
        self.looked_at += outcome.looked_at
        return added


def make_tracks(requests: list[BuildRequest], in_both_forms: bool = True, with_chapters: bool = False) -> PageTracks:
    """Make the track of each request, and one in its other form where that differs.

    `with_chapters`, also a file for each of its chapters, but for a rescue, which nobody should hear in parts.

    What is wrong with one is told, and the others go on.
    """
    from nightcue.amounts import how_many
    from nightcue.commands.exit_codes import exit_code, explain
    from nightcue.commands.page_forms import in_chapters, in_the_other_form
    from nightcue.language.library import routine_files

    tracks = PageTracks()
    outcomes: list[BuildOutcome] = []
    if not sys.stderr.isatty():  # a terminal has a bar
        tell(f"making the tracks of {how_many(len(requests), 'routine')} for the page", err=True)
    for number, request in enumerate(requests, 1):
        path = request.routine
        shown_as = f"{number}/{len(requests)} {path.stem}"
        try:
            outcome = _made(request, shown_as)
            usual = tracks.add(request, outcome)
            outcomes.append(outcome)  # what is found is found in both forms, so that of one is told
            if in_both_forms and (other := in_the_other_form(request)):
                tracks.add(other, _made(other, f"{shown_as}, {other.detail}"))
            if with_chapters and not usual.rescue:
                tracks.chapters[outcome.track] = _made(in_chapters(request), f"{shown_as}, chapters").files[1:]
        except Exception as error:
            if exit_code(error) is None:
                raise
            explain(error)
            tracks.failed += 1
            tracks.looked_at += [path, *routine_files(path.parent), *routine_files(path.parent / "parts")]
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

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
    from nightcue.commands.page_programmes import PageRequest
    from nightcue.programme.programme import Programme


@dataclass
class PageTracks:
    """The routines of a page with their tracks, how many could not be made, and every path that they depend on.

    The usual form of a routine stands before its other one. `chapters` are the files of its chapters, by its track,
    `requests` what each was made of, and `opus` those in Opus, by what the page calls them.
    """

    made: list[tuple[Listed, Path]] = field(default_factory=list)
    failed: int = 0
    looked_at: list[Path] = field(default_factory=list)
    chapters: dict[Path, tuple[Path, ...]] = field(default_factory=dict)
    requests: dict[Path, BuildRequest] = field(default_factory=dict)
    opus: dict[str, Path] = field(default_factory=dict)

    @property
    def routine_count(self) -> int:
        """The number of routines that have a track, in one form or in both, and of programmes."""
        return len({(each.programme.name if each.programme else each.name, each.language) for each, _ in self.made})

    def add(self, wanted: PageRequest, request: BuildRequest, outcome: BuildOutcome) -> None:
        """Add the track that was made of `request`, in a form of what is `wanted`: one entry for each week of it.

        Raises RoutineError and OutputError as `listed` does.
        """
        from nightcue.bedside.page_entry import listed
        from nightcue.bedside.page_week import listed_week

        routine = listed(request, outcome.track)
        weeks = [listed_week(routine, wanted.programme, week) for week in wanted.weeks] if wanted.programme else []
        self.made += [(each, outcome.track) for each in weeks or [routine]]
        self.requests[outcome.track] = request
        self.looked_at += outcome.looked_at

    def add_opus(self, track: Path, opus: Path) -> None:
        """Let every entry with this `track` have `opus` too, where that is smaller. Raises OutputError."""
        from nightcue.bedside.page_entry import with_opus

        for number, (routine, made_of) in enumerate(self.made):
            if made_of == track:
                self.made[number] = (with_opus(routine, opus), track)
                if name := self.made[number][0].opus:
                    self.opus[name] = opus

    def leave_out(self, programme: Programme) -> None:
        """Leave out every week of a programme of which one could not be made."""
        gone = (programme.name, programme.language)
        self.made = [
            (each, track)
            for each, track in self.made
            if not each.programme or (each.programme.name, each.language) != gone
        ]


def make_tracks(requests: list[PageRequest], in_both_forms: bool = True, with_chapters: bool = False) -> PageTracks:
    """Make the track of each request, and one in its other form where that differs.

    `with_chapters`, also a file for each of its chapters, but for a rescue, which nobody should hear in parts.

    What is wrong with one is told, and the others go on; a programme is there with all its weeks or not at all.
    """
    from nightcue.amounts import how_many
    from nightcue.commands.exit_codes import exit_code, explain
    from nightcue.commands.page_forms import in_chapters, in_the_other_form
    from nightcue.language.library import routine_files

    tracks = PageTracks()
    outcomes: list[BuildOutcome] = []
    incomplete: list[Programme] = []
    if not sys.stderr.isatty():  # a terminal has a bar
        tell(f"making the tracks of {how_many(len(requests), 'routine')} for the page", err=True)
    for number, wanted in enumerate(requests, 1):
        request = wanted.request
        path = request.routine
        shown_as = f"{number}/{len(requests)} {path.stem}"
        try:
            outcome = _made(request, shown_as)
            tracks.add(wanted, request, outcome)
            outcomes.append(outcome)  # what is found is found in both forms, so that of one is told
            if in_both_forms and (other := in_the_other_form(request)):
                tracks.add(wanted, other, _made(other, f"{shown_as}, {other.detail}"))
            if with_chapters and not tracks.made[-1][0].rescue:
                tracks.chapters[outcome.track] = _made(in_chapters(request), f"{shown_as}, chapters").files[1:]
        except Exception as error:
            if exit_code(error) is None:
                raise
            explain(error)
            tracks.failed += 1
            incomplete += [wanted.programme] if wanted.programme else []
            tracks.looked_at += [path, *routine_files(path.parent), *routine_files(path.parent / "parts")]
    for programme in incomplete:
        tracks.leave_out(programme)
    _tell_once(outcomes)
    return tracks


def make_opus(tracks: PageTracks, waits: bool) -> None:
    """Make the same tracks in Opus, or, where it is not for them that somebody `waits`, take those that are there.

    Raises RoutineError, and OutputError where one cannot be written.
    """
    from nightcue.building.incremental import unchanged
    from nightcue.commands.page_forms import in_opus

    for number, (track, request) in enumerate(tracks.requests.items(), 1):
        wanted = in_opus(request)
        outcome = _made(wanted, f"{number}/{len(tracks.requests)} {track.stem}, Opus") if waits else unchanged(wanted)
        if outcome:
            tracks.add_opus(track, outcome.track)


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

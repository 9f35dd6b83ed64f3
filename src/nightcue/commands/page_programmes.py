"""Which programmes the bedside page holds, and how the track of each of their weeks is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest
    from nightcue.programme.programme import Programme, Week


@dataclass(frozen=True)
class PageRequest:
    """The track of a routine on the page or, of a `programme`, that of these `weeks`, which are the same."""

    request: BuildRequest
    programme: Programme | None = None
    weeks: tuple[Week, ...] = ()


def parted(named: Sequence[str], languages: Iterable[str]) -> tuple[list[Programme], list[str]]:
    """Return the programmes among what is `named`, in each language asked for that they have, and the other names.

    Raises ProgrammeError for a programme with errors.
    """
    from nightcue.commands.tonight import programme_named

    wanted: list[str | None] = [*languages] or [None]
    found: dict[Path, Programme] = {}
    others = []
    for name in named:
        there = [programme_named(name, tag) for tag in wanted]
        found |= {each.path: each for each in there if each}
        others += [] if any(there) else [name]
    return [*found.values()], others


def own_programmes(languages: Iterable[str]) -> list[Programme]:
    """Return the programmes of one's own in the languages asked for, or else in that of the profile.

    One with errors is told, and left out.
    """
    from nightcue.commands.exit_codes import explain
    from nightcue.commands.page_routines import spoken_languages
    from nightcue.language.diagnostics import DiagnosedError
    from nightcue.programme.library import shelved_programmes
    from nightcue.programme.reading import read_programme

    spoken, found = spoken_languages(languages), []
    for shelved in shelved_programmes():
        if shelved.own and shelved.language in spoken:
            try:
                found.append(read_programme(shelved.path))
            except DiagnosedError as error:
                explain(error)
    return found


def requests_of_programme(programme: Programme, asked: Mapping[str, Any]) -> list[PageRequest]:
    """Return how the tracks of a programme are made: as they were built last, and what is `asked` now on top of that.

    A track that comes out otherwise does not take the place of that one. What a week sets in its routine stays.
    """
    from nightcue.building.choices import choices_of, with_choices
    from nightcue.commands.build_options import as_usage
    from nightcue.commands.page_routines import folder_for
    from nightcue.programme.tracks import tracks_of

    with as_usage():
        usual = tracks_of(programme)
    requests = []
    for track in usual:
        kept = choices_of(track.request.file or Path()) | {"settings": dict(track.weeks[0].settings)}
        wanted = with_choices(kept, {**asked, "settings": {}})
        others = {name: value for name, value in wanted.items() if name != "settings"}
        if others["recordings"] is not None:
            others["recordings"] = Path(others["recordings"]).absolute()
        with as_usage():
            request = next(each.request for each in tracks_of(programme, **others) if each.weeks == track.weeks)
        if wanted != kept:
            request = replace(request, file=None, folder=folder_for(wanted))
        requests.append(PageRequest(request, programme, track.weeks))
    return requests

"""Tonight's night of a programme: which week's routine it is, by the diary, and what the listener is told of it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest
    from nightcue.diary.night import Night
    from nightcue.diary.play import Play
    from nightcue.programme.easing import Easing
    from nightcue.programme.nights import Place
    from nightcue.programme.programme import Programme, Week


@dataclass(frozen=True)
class Tonight:
    """Where somebody is in a programme tonight, and the easier week that is offered, if any.

    `done` has the evenings on which a night of it was done. `is_measuring` says that the diary is measuring whether the
    routine helps, so that nothing is offered yet.
    """

    programme: Programme
    place: Place
    done: frozenset[date] = frozenset()
    offered: Easing | None = None
    is_measuring: bool = False

    @property
    def week(self) -> Week:
        """Tonight's week."""
        return self.programme.weeks[self.place.week - 1]

    @property
    def name(self) -> str:
        """What the diary calls a play of tonight's routine."""
        from nightcue.programme.done import name_of_week

        return name_of_week(self.programme.name, self.place.week)

    def request(self, asked: Mapping[str, Any]) -> BuildRequest:
        """Return the request for tonight's track, with what is `asked` for on top of what the week sets."""
        return request_of_week(self.programme, self.week, asked)

    def sentences(self, typed: str) -> list[str]:
        """Return what the listener is told of tonight, the place first.

        `typed` is the programme as it was named, for the command that takes an offer.
        """
        return sentences(self, self.programme.language, typed)


def programme_named(routine: str, language: str | None) -> Programme | None:
    """Return the programme that is meant where a routine may stand; None where a routine is meant.

    A routine goes before a programme of the same name. Raises ProgrammeError for a programme with errors.
    """
    from nightcue.programme.library import is_programme

    if not is_programme(routine):
        return None
    from nightcue.programme.reading import read_programme  # takes long to load

    return read_programme(routine, language)


def tonight(programme: Programme, week: int | None = None) -> Tonight:
    """Return where one is in `programme` tonight by the diary that is chosen, or at the beginning of `week`, asked for.

    A diary that cannot be read is told of, and the programme then begins. Raises UsageError for a week that the
    programme does not have.
    """
    from nightcue.amounts import how_many
    from nightcue.diary.errors import DiaryError
    from nightcue.diary.play import evening_of
    from nightcue.diary.store import read_diary
    from nightcue.programme.done import nights_done
    from nightcue.programme.nights import place_in
    from nightcue.terminal import tell

    if week is not None and week > len(programme.weeks):
        raise click.BadParameter(f"{programme.name} has {how_many(len(programme.weeks), 'week')}", param_hint="--week")
    today = evening_of(datetime.now())
    try:
        nights, plays = read_diary()
    except DiaryError as problem:
        tell(f"note: the diary cannot be read, so the programme begins with week {week or 1}: {problem}", err=True)
        nights, plays = [], []
    done = nights_done(programme.name, plays, nights)
    asked = {} if week is None else {today: week}
    place = place_in([each.nights for each in programme.weeks], done | asked, today)
    offered = None if asked else _offered(programme, place, nights, today)
    measuring = offered is not None and is_measuring(nights, plays)
    return Tonight(programme, place, frozenset(done), offered, measuring)


def request_of_week(programme: Programme, week: Week, asked: Mapping[str, Any]) -> BuildRequest:
    """Return the request for the track of a week, with what is `asked` for on top of what the week sets.

    It is the one that `nightcue programme build` makes, unless other settings are asked for.
    """
    from nightcue.commands.build_options import as_usage, requested
    from nightcue.programme.tracks import tracks_of

    if asked["settings"]:
        settings = {**week.settings, **asked["settings"]}
        return replace(requested(week.routine, **{**asked, "settings": settings}), folder=_folder_for(settings))
    with as_usage():
        tracks = tracks_of(programme, **{name: value for name, value in asked.items() if name != "settings"})
    return next(track.request for track in tracks if week in track.weeks)


def _folder_for(settings: Mapping[str, str]) -> Path:
    """Return a folder for tracks of these settings, lest they take the place of others."""
    import hashlib
    import json

    from nightcue.storage.paths import page_tracks_folder

    said = json.dumps({**settings, "here": str(Path.cwd())}, sort_keys=True)
    return page_tracks_folder() / hashlib.sha256(said.encode()).hexdigest()[:16]


def sentences(tonight: Tonight, tag: str, typed: str) -> list[str]:
    """Return what a listener who speaks `tag` is told of tonight; `typed` is the programme as it was named."""
    from nightcue.bedside.words import words_in

    words, place = words_in(tag), tonight.place
    said = [place_said(place, tag)]
    if place.finished:
        said.append(words.programme_finished)
    elif place.rests and place.next_week:
        said.append(words.programme_rests.format(week=place.week, day=_day(place.next_week, tag)))
    if tonight.offered and tonight.is_measuring:
        said.append(words.programme_measuring)
    elif tonight.offered:
        said.append(_offer_said(tonight.offered, words.programme_easier, typed))
    return said


def place_said(place: Place, tag: str) -> str:
    """Return the place in the words of a language: Week 2, night 9."""
    from nightcue.bedside.words import words_in

    words = words_in(tag)
    said = words.programme_again if place.repeats else words.programme_night
    return said.format(week=place.week, night=place.night_of_programme)


def _offer_said(offered: Easing, sentence: str, typed: str) -> str:
    then = ", ".join(f"{each.name} {each.then}" for each in offered.changes)
    now = ", ".join(each.now for each in offered.changes)
    command = shlex.join(["nightcue", "play", typed, "--week", str(offered.week)])
    return sentence.format(to=then, week=offered.week, command=command, **{"from": now})


def _day(day: date, tag: str) -> str:
    from babel.dates import format_date

    from nightcue.locales import language_of

    return str(format_date(day, "full", locale=language_of(tag)))


def _offered(programme: Programme, place: Place, nights: Sequence[Night], today: date) -> Easing | None:
    """Return what is offered; nothing after a warning sign, for then it is for a doctor and not for less of it."""
    from nightcue.diary.verdict import recent_signs
    from nightcue.programme.easing import easing

    if recent_signs(nights):
        return None
    return easing(programme, place, {night.date: night.legs for night in nights if night.legs}, today)


def is_measuring(nights: Sequence[Night], plays: Sequence[Play]) -> bool:
    """Return whether the verdict on these nights waits for more of them, so that what is done should stay as it is."""
    from nightcue.diary.beginning import evenings_played
    from nightcue.diary.verdict import judge
    from nightcue.programme.uses import uses_with_weeks

    return judge(nights, evenings_played(plays, uses_with_weeks(plays))).is_measuring

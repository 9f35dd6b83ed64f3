"""Which routines the bedside page holds, and with which choices each of their tracks is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.build_options import brief_option, full_option, requested, tell_what_is_closed
from nightcue.commands.options import recordings_option, settings_option, voice_option

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest
    from nightcue.language.library import Shelved

languages_option = click.option(
    "--lang",
    "languages",
    metavar="TAG",
    multiple=True,
    help="A language of the page, such as en or es; repeatable. Else that of your profile.",
)


def choice_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what can be chosen for the tracks of a page, as for those of `nightcue build`."""
    for option in (full_option, brief_option, recordings_option, settings_option, voice_option, languages_option):
        function = option(function)
    return function


def typed_choices(languages: Iterable[str], asked: Mapping[str, Any]) -> list[str]:
    """Return the options of `choice_options` as they are typed."""
    words = [word for tag in languages for word in ("--lang", tag)]
    words += [word for name, value in asked["settings"].items() for word in ("--set", f"{name}={value}")]
    for name in ("voice", "recordings"):
        words += [f"--{name}", str(asked[name])] if asked[name] is not None else []
    return words + ([f"--{asked['detail']}"] if asked["detail"] else [])


def routines_of_the_page(routines: Iterable[str], languages: Iterable[str]) -> list[Path]:
    """Return the files of the `routines` that are named, or else of all, in the languages asked for.

    Where no language is, it is that of the profile, or English. Raises RoutineError for a routine that is not there.
    """
    from nightcue.locales import language_of

    tell_what_is_closed()
    wanted = [*map(language_of, languages)]
    if named := [*routines]:
        return [*dict.fromkeys(path for name in named for path in _named(name, wanted))]
    from nightcue.routine_index import contents

    spoken = spoken_languages(wanted)
    # a file of one's own speaks what it says it does, in whichever folder it lies; one with errors is told
    fitting = [
        each
        for each in contents()
        if each.shelved.language in spoken or (each.shelved.own and language_of(each.tag) in ("", *spoken))
    ]
    # one's own first, then as the routines themselves say
    return [each.shelved.path for each in sorted(fitting, key=lambda each: (not each.shelved.own, each.order))]


def requests_of_the_page(paths: list[Path], asked: Mapping[str, Any]) -> list[BuildRequest]:
    """Return how the track of each routine is made: as it was built last, and what is `asked` now on top of that.

    A variable is set in every routine that has it. A track that comes out otherwise than the one in audio_out does not
    take its place: it is made elsewhere.
    """
    from nightcue.building.choices import choices_of, with_choices
    from nightcue.building.request import OUTPUT_FOLDER
    from nightcue.routine_index import tags_of

    settings = _settings_of_each(paths, asked["settings"])
    tags = tags_of(paths)
    requests = []
    for path in paths:
        kept = choices_of(OUTPUT_FOLDER / f"{path.stem}.{tags[path]}.mp3")
        wanted = with_choices(kept, {**asked, "settings": settings[path]})
        folder = None if wanted == kept else folder_for(wanted)
        if wanted["recordings"] is not None:
            wanted["recordings"] = Path(wanted["recordings"]).absolute()
        request = requested(path, **wanted)
        requests.append(replace(request, folder=folder) if folder else request)
    return requests


def folder_for(wanted: Mapping[str, Any]) -> Path:
    """Return a folder for the tracks of the page that are made with the choices `wanted`."""
    from nightcue.storage.paths import page_tracks_folder

    said = json.dumps({**wanted, "here": Path.cwd()}, sort_keys=True, default=str)
    return page_tracks_folder() / hashlib.sha256(said.encode()).hexdigest()[:16]


def _settings_of_each(paths: list[Path], settings: Mapping[str, str]) -> dict[Path, dict[str, str]]:
    from nightcue.language.diagnostics import did_you_mean, one_line
    from nightcue.language.reading import variables_of

    if not settings:
        return {path: {} for path in paths}
    known = {path: variables_of(path) for path in paths}
    every = {name for names in known.values() for name in names}
    for name in settings:
        if name not in every:
            hint = did_you_mean(name, sorted(every)) if every else "they have no variables"
            raise click.UsageError(f"--set names '{one_line(name, 40)}', which no routine of the page has; {hint}")
    return {path: {name: value for name, value in settings.items() if name in known[path]} for path in paths}


def spoken_languages(languages: Iterable[str]) -> list[str]:
    """Return the languages of a page: those asked for, or else that of the profile, or English."""
    from nightcue.building.options import language_of_the_profile
    from nightcue.locales import FIRST, language_of

    return [*map(language_of, languages)] or [language_of(language_of_the_profile() or FIRST)]


def _named(routine: str, languages: list[str]) -> list[Path]:
    """Return the files of one routine in every language asked for that it has, or else the one that is meant."""
    from nightcue.building.options import routine_file
    from nightcue.language.library import find, is_path, shelves
    from nightcue.language.names_of_files import folded

    if not languages or is_path(routine):
        return [routine_file(routine)]

    def has(shelved: Shelved, tag: str) -> bool:
        return folded(shelved.name) == folded(routine) and shelved.language == tag

    there = [*shelves()]
    found = [tag for tag in languages if any(has(shelved, tag) for shelved in there)]
    return [find(routine, tag) for tag in found or languages[:1]]

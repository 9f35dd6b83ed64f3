"""The rescue track, kept ready in one place, so that `nightcue rescue` sounds at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.audio.store import cache_folder

if TYPE_CHECKING:
    from nightcue.build import Choices

RESCUE = "rescue"
_LANGUAGE = re.compile(r"^[^#\n]*?\blanguage[\"']?\s*:\s*[\"']?([A-Za-z]{2})(?![A-Za-z])", re.MULTILINE)


def rescue_language() -> str:
    """The language of the profile, read without loading YAML and whatever else is wrong with it; or else English."""
    from nightcue.language.languages import LANGUAGES
    from nightcue.safety.profile_file import profile_path

    try:
        found = _LANGUAGE.search(profile_path().read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return "en"
    return language if found and (language := found[1].lower()) in LANGUAGES else "en"


def spoken(language: str) -> str:
    """The language the rescue track is kept in for a tag such as es-MX. Raises RoutineError where there is none."""
    from nightcue.language.languages import LANGUAGES
    from nightcue.language.library import find

    plain = language.split("-")[0].lower()
    if plain not in LANGUAGES:
        find(RESCUE, language)
    return plain


def ready_path(language: str) -> Path:
    """Where the rescue track in `language` is kept ready."""
    return cache_folder() / "ready" / f"{RESCUE}.{language}.mp3"


def keep_rescue_ready() -> None:
    """Make the rescue track in the profile's language ready, if it is not; what is wrong is said, and no more.

    NIGHTCUE_READY=no leaves it: for whoever builds many tracks with a fresh cache for each.
    """
    if os.environ.get("NIGHTCUE_READY") == "no":
        return
    try:
        make_ready(rescue_language())
    except Exception as error:
        from nightcue.commands.endings import exit_code, explain

        if exit_code(error) is None:
            raise
        click.echo("note: the rescue track could not be made ready:", err=True)
        explain(error)


def make_ready(language: str) -> Path:
    """Make the rescue track in `language`, unless nothing has changed since; returns its path.

    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.language.library import find

    return _made(find(RESCUE, language), language, quickly=False)


def make_ready_at_once(language: str) -> Path:
    """Make the rescue track in `language` with the voice that is there soonest; returns its path.

    A profile that cannot be read is as good as none, and one's own rescue routine with errors in it gives way to the
    shipped one. Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import FIRST_LANGUAGE, find, shipped

    try:
        return _made(find(RESCUE, language), language, quickly=True)
    except RoutineError:
        given = shipped("routines") / ("" if language == FIRST_LANGUAGE else language) / f"{RESCUE}.yaml"
        return _made(given, language, quickly=True)


def _made(routine: Path, language: str, quickly: bool) -> Path:
    from nightcue.commands.making import Order

    asked, wanted = {"ready": True, "quickly": quickly}, _quick_choices if quickly else _choices
    file = ready_path(language)
    Order(asked, wanted, "mp3", file, file.parent, force=False, tell=lambda *_: None).make(routine)
    return file


def _choices() -> Choices:
    from nightcue.commands.choosing import choices

    return choices({})


def _quick_choices() -> Choices:
    from nightcue.build import Choices
    from nightcue.commands.choosing import choices
    from nightcue.language.diagnostics import RoutineError
    from nightcue.voices.catalogue import SOONEST

    try:
        return choices({}, SOONEST)
    except RoutineError:
        return Choices(voice=SOONEST)

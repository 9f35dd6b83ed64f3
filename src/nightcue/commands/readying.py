"""The rescue track, kept ready in one place, so that `nightcue rescue` sounds at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.audio.store import cache_folder

if TYPE_CHECKING:
    from nightcue.build import Choices

RESCUE = "rescue"
QUICK_VOICE = "embedded"
"""Speaks the whole rescue in a second; a natural voice takes five."""

_LANGUAGE = re.compile(r"^[^#\n]*?\blanguage[\"']?\s*:\s*[\"']?([A-Za-z]{2})\b", re.MULTILINE)


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
    """Make the rescue track in the profile's language ready, if it is not; what is wrong is said, and no more."""
    try:
        make_ready(rescue_language())
    except Exception as error:
        from nightcue.commands.endings import exit_code, explain

        if exit_code(error) is None:
            raise
        click.echo("note: the rescue track could not be made ready:", err=True)
        explain(error)


def make_ready(language: str, quickly: bool = False) -> Path:
    """Make the rescue track in `language`, unless nothing has changed since; returns its path.

    `quickly` makes it with the voice that is there soonest, and with an empty profile where the profile cannot be read.
    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.commands.making import Order
    from nightcue.language.library import find

    asked: dict[str, Any] = {"ready": True, "quickly": quickly}
    wanted = _quick_choices if quickly else _choices
    file = ready_path(language)
    Order(asked, wanted, "mp3", file, file.parent, force=quickly, tell=lambda *_: None).make(find(RESCUE, language))
    return file


def _choices() -> Choices:
    from nightcue.commands.choosing import choices

    return choices({})


def _quick_choices() -> Choices:
    from nightcue.build import Choices
    from nightcue.commands.choosing import choices
    from nightcue.language.diagnostics import RoutineError

    try:
        return choices({}, QUICK_VOICE)
    except RoutineError:
        return Choices(voice=QUICK_VOICE)

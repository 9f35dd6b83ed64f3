"""The rescue track, kept ready in one place, so that `nightcue rescue` sounds at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.audio.store import cache_folder

if TYPE_CHECKING:
    from nightcue.build import Choices

RESCUE = "rescue"
PATH_WIDTH = 300
"""Characters of a path that are shown."""

_LANGUAGE = re.compile(r"^[^#\n]*?\blanguage[\"']?\s*:\s*[\"']?([A-Za-z]{2})(?![A-Za-z])", re.MULTILINE)


def rescue_language() -> str:
    """The language of the profile, read without loading YAML and whatever else is wrong with it.

    English where it names none, or one that has no rescue here.
    """
    from nightcue.locales import FIRST
    from nightcue.safety.profile_file import profile_path

    try:
        found = _LANGUAGE.search(profile_path().read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return FIRST
    return language if found and (language := found[1].lower()) in _languages() else FIRST


def spoken(language: str) -> str:
    """The language the rescue track is kept in for a tag such as es-MX. Raises RoutineError where there is none."""
    from nightcue.language.library import find
    from nightcue.locales import language_of

    plain = language_of(language)
    if plain not in _languages():
        find(RESCUE, language)
    return plain


def _languages() -> set[str]:
    """The languages that have a rescue: a shipped one, one of one's own in this folder, or one that is kept ready."""
    from nightcue.language.library import folded, shelves
    from nightcue.locales import LANGUAGES

    named = {shelved.language for shelved in shelves() if folded(shelved.name) == RESCUE}
    return named | {tag for tag in LANGUAGES if (own := own_source(tag)) and (own.is_file() or _is_ready(tag))}


def _is_ready(language: str) -> bool:
    from nightcue.audio.tags.stamp import read_stamp

    return read_stamp(ready_path(language)) is not None


def ready_path(language: str) -> Path:
    """Where the rescue track in `language` is kept ready."""
    return cache_folder() / "ready" / f"{RESCUE}.{language}.mp3"


def own_source(language: str) -> Path | None:
    """Whose the kept rescue is: the routine of one's own that it was made from; None where that is the shipped one."""
    try:
        return Path(os.fsdecode(_source_file(language).read_bytes()))
    except OSError:
        return None


def keep_rescue_ready(built: Iterable[Path] = ()) -> None:
    """Make the rescue track in the profile's language ready, if it is not; what is wrong is said, and no more.

    It stays that of the routine that it was made from, unless the rescue of this folder is among those just `built`.
    NIGHTCUE_READY=no leaves it: for whoever builds many tracks with a fresh cache for each.
    """
    if os.environ.get("NIGHTCUE_READY") == "no":
        return
    try:
        language = rescue_language()
        if routine := _to_keep(language, built):
            _made(routine, language, quickly=False)
    except Exception as error:
        from nightcue.commands.endings import exit_code, explain

        if exit_code(error) is None:
            raise
        click.echo("note: the rescue track could not be made ready:", err=True)
        explain(error)


def make_ready(language: str) -> Path:
    """Make the rescue track in `language` from the rescue of this folder, or the shipped one; returns its path.

    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.language.library import find

    return _made(find(RESCUE, language), language, quickly=False)


def make_ready_at_once(language: str) -> Path:
    """Make the rescue track in `language` with the voice that is there soonest; returns its path.

    It is made from the routine that was kept before. A profile that cannot be read is as good as none, and a routine of
    one's own that has errors, or is not there, gives way to the shipped one. Raises RoutineError, VoiceError and
    OutputError.
    """
    from nightcue.language.diagnostics import RoutineError

    if own := own_source(language):
        with suppress(RoutineError):
            return _made(own, language, quickly=True)
    return _made(_first_rescue(language), language, quickly=True)


def _to_keep(language: str, built: Iterable[Path]) -> Path | None:
    """The routine to keep ready; None where the one kept is of a file that is away, so that its track stays."""
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import find

    with suppress(RoutineError):  # the rescue that is kept may be of another folder, and there be no other
        here = find(RESCUE, language)
        if here.resolve() in [path.resolve() for path in built]:
            return here
    own = own_source(language)
    if own and own.is_file():
        return own
    return None if own and _is_ready(language) else _first_rescue(language)


def _first_rescue(language: str) -> Path:
    """The rescue that is used where none was chosen: the shipped one, else that of this folder.

    Raises RoutineError where there is neither.
    """
    from nightcue.language.library import find

    shipped = _shipped_rescue(language)
    return shipped if shipped.is_file() else find(RESCUE, language)


def _shipped_rescue(language: str) -> Path:
    from nightcue.language.library import folder_of, shipped

    return folder_of(shipped("routines"), language) / f"{RESCUE}.yaml"


def _source_file(language: str) -> Path:
    return ready_path(language).with_suffix(".source")


def _made(routine: Path, language: str, quickly: bool) -> Path:
    from nightcue.commands.making import Order

    asked, wanted = {"ready": True, "quickly": quickly}, _quick_choices if quickly else _choices
    file = ready_path(language)
    Order(asked, wanted, "mp3", file, file.parent, force=False, tell=lambda *_: None).make(routine)
    _keep_source(routine.resolve(), language)
    return file


def _keep_source(routine: Path, language: str) -> None:
    """Write down whose the kept rescue is now, and tell when it was another's before."""
    note, before = _source_file(language), own_source(language)
    now = None if routine == _shipped_rescue(language).resolve() else routine
    if now == before:
        return
    from nightcue.audio.track import output_errors
    from nightcue.audio.whole_file import whole_file
    from nightcue.language.diagnostics import one_line

    with output_errors(note):
        if now is None:
            note.unlink(missing_ok=True)
        else:
            with whole_file(note) as file:
                file.write(os.fsencode(now))
    shown = [one_line(str(each or "the shipped routine"), PATH_WIDTH) for each in (now, before)]
    click.echo(f"note: `nightcue rescue` now plays {shown[0]}; before, it played {shown[1]}", err=True)


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

"""The rescue track, kept ready in one place, so that `nightcue rescue` sounds at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.grounds import rests_on, rests_on_ends
from nightcue.storage.paths import profile_path, ready_rescue
from nightcue.storage.reading import beginning_of

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest

RESCUE = "rescue"
PATH_WIDTH = 300
"""Characters of a path that are shown."""

ENOUGH = 250_000
"""The largest profile, in bytes."""

_LANGUAGE = re.compile(r"^[^#\n]*?\blanguage[\"']?\s*:\s*[\"']?([A-Za-z]{2})(?![A-Za-z])", re.MULTILINE)


Build = Callable[["BuildRequest"], "BuildOutcome"]
"""Makes a track, as `incremental.build_track` does."""


@dataclass(frozen=True)
class Kept:
    """The rescue track that is kept ready, and what a person should know of it: that it is of another routine now."""

    track: Path
    note: str | None


def rescue_language() -> str:
    """Return the language of the profile, read without loading YAML and whatever else is wrong with it.

    English where it names none, or one that has no rescue here.
    """
    from nightcue.locales import FIRST

    rests_on(profile_path())
    found = _LANGUAGE.search((beginning_of(profile_path(), ENOUGH) or b"").decode("utf-8", "replace"))
    language = found[1].lower() if found else FIRST
    return language if _has_rescue(language) else FIRST


def spoken(language: str) -> str:
    """Return the language of the rescue track for a tag such as es-MX. Raises RoutineError if there is none."""
    from nightcue.language.library import find
    from nightcue.locales import language_of

    plain = language_of(language)
    if not _has_rescue(plain):
        find(RESCUE, language)
    return plain


def _has_rescue(language: str) -> bool:
    """Return whether there is a rescue in a language: a shipped one, one's own in this folder, or a kept one."""
    from nightcue.language.library import shipped_routine
    from nightcue.locales import LANGUAGES

    return language in LANGUAGES and (
        _is_file(shipped_routine(RESCUE, language))
        or own_rescue_here(language) is not None
        or kept_track(language) is not None
    )


def kept_track(language: str) -> Path | None:
    """Return the rescue track in `language` that is kept ready; None where it is not there, or not whole."""
    from nightcue.audio.tags.stamp import read_stamp

    track = ready_rescue(language)
    rests_on(track)
    return track if _is_file(track) and read_stamp(track) is not None else None


def own_source(language: str) -> Path | None:
    """Return one's own routine that the kept rescue was made from, or None if that is the shipped one."""
    rests_on(_source_file(language))
    named = beginning_of(_source_file(language), ENOUGH)
    return Path(os.fsdecode(named)) if named and b"\0" not in named else None  # a disk may leave zeros of it


def own_rescue_here(language: str) -> Path | None:
    """Return the rescue of this folder, if it has one that is not the shipped one, nor the same to the letter."""
    from nightcue.language.library import own_routine, shipped_routine

    path, shipped = own_routine(RESCUE, language), shipped_routine(RESCUE, language)
    rests_on(path, shipped)
    rests_on_ends([path, shipped])
    try:
        if not _is_file(path) or (_is_file(shipped) and path.samefile(shipped)):
            return None
    except OSError:
        return None
    return None if beginning_of(path, ENOUGH) == beginning_of(shipped, ENOUGH) else path


def make_ready(language: str, build: Build) -> Kept:
    """Have `build` make the rescue track in `language`, from the rescue of this folder or the shipped one.

    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.language.library import find

    routine = find(RESCUE, language)
    build(_request(routine, language))
    return Kept(ready_rescue(language), _keep_source(routine.resolve(), language))


def keep_ready(built: Iterable[Path], build: Build) -> Kept | None:
    """Have `build` make the rescue track in the profile's language, if it is not what it would be now.

    It stays that of the routine that it was made from, unless the rescue of this folder is among those just `built`.
    Where that is the shipped one, and there is no profile to change it, nothing is made: the track that comes with
    nightcue is the same, and one that was kept and is older goes. Returns None where nothing has to be kept.
    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.building.incremental import unchanged
    from nightcue.language.library import shipped_routine
    from nightcue.safety.profile_file import is_absent

    language = rescue_language()
    routine = _to_keep(language, built)
    if routine is None:
        return None
    request, track = _request(routine, language), ready_rescue(language)
    if not unchanged(request):
        if routine == shipped_routine(RESCUE, language) and is_absent(profile_path()):
            _remove(track)
        else:
            build(request)
    return Kept(track, _keep_source(routine.resolve(), language))


def _to_keep(language: str, built: Iterable[Path]) -> Path | None:
    """Return the routine to keep ready; None where the one kept is of a file that is away, so that its track stays."""
    from nightcue.language.library import find, shipped_routine

    shipped, own = shipped_routine(RESCUE, language), own_source(language)
    rests_on(shipped, *filter(None, [own]))
    rests_on_ends([shipped, *built, *filter(None, [own])])
    first: Path | None = shipped if shipped.is_file() else None
    if first or own_rescue_here(language):
        here = find(RESCUE, language)
        if here.resolve() in [path.resolve() for path in built]:
            return here
        first = first or here
    if own is None:
        return first
    if own.is_file():
        return own
    return None if kept_track(language) else first


def _source_file(language: str) -> Path:
    return ready_rescue(language).with_suffix(".source")


def _is_file(path: Path) -> bool:
    """Return whether it is a regular file in a readable folder."""
    try:
        return path.is_file()
    except OSError:
        return False


def _request(routine: Path, language: str) -> BuildRequest:
    from nightcue.building.request import BuildRequest

    return BuildRequest(routine, profile=profile_path(), file=ready_rescue(language))


def _remove(track: Path) -> None:
    rests_on(track)
    if not track.parent.is_dir():
        return
    from nightcue.audio.track import output_errors

    with output_errors(track):
        track.unlink(missing_ok=True)


def _keep_source(routine: Path, language: str) -> str | None:
    """Write down whose the kept rescue is now; returns that, and whose it was before if that was another's."""
    from nightcue.language.library import shipped_routine

    note, before = _source_file(language), own_source(language)
    now = None if routine == shipped_routine(RESCUE, language).resolve() else routine
    if now == before:
        return None
    from nightcue.audio.track import output_errors
    from nightcue.language.diagnostics import one_line
    from nightcue.storage.atomic_file import atomic_file

    with output_errors(note):
        if now is None:
            note.unlink(missing_ok=True)
        else:
            with atomic_file(note) as file:
                file.write(os.fsencode(now))
    shown = [one_line(str(each or "the shipped routine"), PATH_WIDTH) for each in (now, before)]
    return f"`nightcue rescue` now plays {shown[0]}; before, it played {shown[1]}"

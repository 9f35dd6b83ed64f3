"""Building, checking and planning from another program: what `from nightcue import build, check, plan` gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.building.options import request_for, routine_file

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest
    from nightcue.language.detail import Detail
    from nightcue.language.diagnostics import Diagnostic

Name = str | PathLike[str]


def build(
    routine: Name,
    *,
    language: str | None = None,
    voice: str | None = None,
    settings: Mapping[str, str] | None = None,
    format: str | None = None,
    output: Name | None = None,
    allow: Iterable[str] = (),
    cleared_by: str | None = None,
    recordings: Name | None = None,
    split: bool = False,
    beside: Iterable[str] = (),
    force: bool = False,
    overwrite: bool = False,
    detail: Detail | None = None,
) -> BuildOutcome:
    """Make the track of `routine`, a path or a name, where anything has changed since it was made.

    Nothing is printed. Raises RoutineError for anything wrong or unsafe in the routine, VoiceError when a voice fails,
    OutputError when the track cannot be written, and OptionError, a ValueError, for what cannot be asked for.
    """
    from nightcue.building.choices import keep_choices
    from nightcue.building.incremental import build_track

    request = request_for(
        routine_file(str(routine), language),
        settings=settings,
        voice=voice,
        allow=allow,
        cleared_by=cleared_by,
        recordings=_path(recordings),
        format=format,
        output=_path(output),
        split=split,
        beside=beside,
        force=force,
        overwrite=overwrite,
        detail=detail,
    )
    outcome = build_track(request)
    keep_choices(request, outcome)
    return outcome


def check(
    routine: Name,
    *,
    language: str | None = None,
    voice: str | None = None,
    settings: Mapping[str, str] | None = None,
    allow: Iterable[str] = (),
    cleared_by: str | None = None,
    recordings: Name | None = None,
) -> list[Diagnostic]:
    """Return what is wrong or unsafe in `routine`, errors and warnings, in the order of its file; nothing is written.

    Raises RoutineError where there is no such routine, VoiceError and OptionError.
    """
    from nightcue.building.checking import check_routine

    return check_routine(_to_hear(routine, language, voice, settings, allow, cleared_by, recordings))


def plan(
    routine: Name,
    *,
    language: str | None = None,
    voice: str | None = None,
    settings: Mapping[str, str] | None = None,
    allow: Iterable[str] = (),
    cleared_by: str | None = None,
    recordings: Name | None = None,
    detail: Detail | None = None,
) -> dict[str, Any]:
    """Return what `routine` says and when, as docs/schemas/plan.json describes it; nothing is written.

    Raises RoutineError, VoiceError and OptionError.
    """
    from nightcue.building.compile import compile_routine
    from nightcue.timeline.json_export import as_json

    request = _to_hear(routine, language, voice, settings, allow, cleared_by, recordings)
    compiled = compile_routine(replace(request, detail=detail))
    return as_json(compiled.timeline, compiled.voice, compiled.spoken)


def _to_hear(
    routine: Name,
    language: str | None,
    voice: str | None,
    settings: Mapping[str, str] | None,
    allow: Iterable[str],
    cleared_by: str | None,
    recordings: Name | None,
) -> BuildRequest:
    path = routine_file(str(routine), language)
    return request_for(path, settings, voice, allow, cleared_by, _path(recordings))


def _path(named: Name | None) -> Path | None:
    return None if named is None else Path(named)

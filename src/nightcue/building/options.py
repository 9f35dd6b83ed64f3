"""From the options of a build to its request: which file, which format, and whether that is possible."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nightcue.building.request import BESIDE, OUTPUT_FOLDER, BuildRequest

if TYPE_CHECKING:
    from nightcue.language.detail import Detail

Option = Literal["allow", "cleared_by", "format", "output", "beside"]


class OptionError(ValueError):
    """What was said with `option` cannot be; None where it is what several say together."""

    def __init__(self, message: str, option: Option | None = None) -> None:
        super().__init__(message)
        self.option = option


def routine_file(routine: str, language: str | None = None) -> Path:
    """Return the file of a routine, a name or a path, in the language asked for or in that of the profile.

    Raises RoutineError.
    """
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import find

    if language is None and (preferred := language_of_the_profile()):
        try:
            return find(routine, preferred)
        except RoutineError:
            return find(routine)
    return find(routine, language)


def language_of_the_profile() -> str | None:
    """Return the tag of the language that the profile names; None where it names none. Raises DamagedFileError."""
    from nightcue.safety.profile_file import is_absent
    from nightcue.storage.paths import profile_path

    if is_absent(profile_path()):
        return None
    from nightcue.safety.profile import read_profile

    preferred = read_profile().language
    return str(preferred) if preferred else None


def request_for(
    routine: Path,
    settings: Mapping[str, str] | None = None,
    voice: str | None = None,
    allow: Iterable[str] = (),
    cleared_by: str | None = None,
    recordings: Path | None = None,
    format: str | None = None,
    output: Path | None = None,
    split: bool = False,
    beside: Iterable[str] = (),
    force: bool = False,
    overwrite: bool = False,
    detail: Detail | None = None,
) -> BuildRequest:
    """The request for a track of the routine file at `routine`, heard by whoever has the profile of this machine.

    `output` is the file to write or a folder for it, and decides the format where `format` does not. Raises
    OptionError for what cannot be.
    """
    from nightcue.storage.paths import profile_path

    allowed = frozenset(allow)
    if allowed:
        _see_rules(allowed)
    if cleared_by is not None:
        _see_clearance(cleared_by)
    file = output if output is not None and names_a_file(output, split) else None
    kinds = _beside(beside, file)
    return BuildRequest(
        routine,
        settings=settings or {},
        voice=voice,
        profile=profile_path(),
        allow=allowed,
        cleared_by=cleared_by,
        recordings=recordings,
        format=_format(format, output, split),
        file=file,
        folder=output or OUTPUT_FOLDER,
        split=split,
        beside=kinds,
        force=force,
        detail=detail,
        # a name that nobody gave is ours, and a damaged track under it is replaced
        overwrite=overwrite or (output is None and not split),
    )


def names_a_file(output: Path, split: bool) -> bool:
    """Whether the track is to be called `output`, and not to go into it; for chapters it needs a track's ending."""
    from nightcue.audio.encoders import FORMATS
    from nightcue.storage.targets import is_folder

    if is_folder(output):
        return False
    return output.suffix[1:].lower() in FORMATS if split else os.path.lexists(output) or output.suffix != ""


def _see_rules(allowed: Iterable[str]) -> None:
    """Raise OptionError for what allows nothing: no code of a rule, one of words, or one with no line behind it."""
    from nightcue.language.diagnostics import UNREVIEWED, did_you_mean
    from nightcue.safety.advice import CODES
    from nightcue.safety.checker import every_rule

    known = [rule.code for rule in every_rule()]
    for each in allowed:
        code, colon, place = each.partition(":")
        if code == UNREVIEWED or any(code == one.code for one in CODES):
            raise OptionError(f"{code} is about words: read them, and sign for them, with nightcue review", "allow")
        if code not in known:
            hint = did_you_mean(code, known) or "`nightcue check --list-rules` shows them"
            raise OptionError(f"there is no rule '{code}'; {hint}", "allow")
        if colon and not place.rpartition(":")[2].isdecimal():
            raise OptionError(f"'{each}' names no line: write {code}:12, or {code}:parts/warm-up.yaml:3", "allow")


def _see_clearance(cleared_by: str) -> None:
    name, comma, date = cleared_by.partition(",")
    if not (name.strip() and comma and date.strip() and cleared_by.isprintable()):
        raise OptionError('a name and a date, such as "Dr Ruiz, 20 November 2026"', "cleared_by")


def _format(format: str | None, output: Path | None, split: bool) -> str:
    from nightcue.audio.encoders import FORMATS, missing_extra
    from nightcue.storage.targets import is_folder

    named = output.suffix[1:].lower() if output is not None and not is_folder(output) else ""
    if split and named not in FORMATS:  # the name of a folder
        named = ""
    if format not in (None, *FORMATS):
        raise OptionError(f"there is no format '{format}'; there are {', '.join(FORMATS)}", "format")
    if format is None and named not in ("", *FORMATS):
        ways = f"end it in one of {', '.join(FORMATS)}, or say the --format"
        raise OptionError(f"{output} ends in no format that is written; {ways}", "output")
    if format and named in FORMATS and named != format:
        raise OptionError(f"{output} ends as {named} does, and --format says {format}", "output")
    format = format or named or FORMATS[0]
    if extra := missing_extra(format):
        raise OptionError(f"{format} is written by a package that is not here: pip install 'nightcue[{extra}]'")
    return format


def _beside(kinds: Iterable[str], file: Path | None) -> tuple[str, ...]:
    """Return the kinds in their usual order, each once."""
    wanted = {kind.strip().lower() for kind in kinds}
    if unknown := sorted(wanted.difference(BESIDE)):
        raise OptionError(f"there is no '{unknown[0]}'; there are {', '.join(BESIDE)}", "beside")
    if file is not None and file.suffix[1:].lower() in wanted:
        raise OptionError(f"{file} cannot be both the track and what is written beside it")
    return tuple(kind for kind in BESIDE if kind in wanted)

"""What a person chose for a build, with the profile of whoever listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nightcue.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path

    from nightcue.building.compile import Choices

allow_option = click.option(
    "--allow", metavar="CODE", multiple=True, help="Leave out a safety rule, by its code; repeatable."
)
cleared_option = click.option(
    "--cleared-by", metavar='"NAME, DATE"', help="Who cleared what the profile speaks against, and when; it is spoken."
)


def choices(
    settings: dict[str, str],
    voice: str | None = None,
    allow: tuple[str, ...] = (),
    cleared_by: str | None = None,
    recordings: Path | None = None,
) -> Choices:
    """The choices of a command. Raises RoutineError for a damaged profile, and a usage error for an unknown rule."""
    from nightcue.building.compile import Choices
    from nightcue.language.diagnostics import did_you_mean
    from nightcue.safety.judging import every_rule
    from nightcue.safety.profile import read_profile

    known = [rule.code for rule in every_rule()]
    for code in allow:
        if code not in known:
            hint = did_you_mean(code, known) or "`nightcue check --list-rules` shows them"
            raise click.BadParameter(f"there is no rule '{code}'; {hint}", param_hint="--allow")
    if cleared_by is not None:
        name, comma, date = cleared_by.partition(",")
        if not (name.strip() and comma and date.strip() and cleared_by.isprintable()):
            raise click.BadParameter(
                'a name and a date, such as "Dr Ruiz, 20 November 2026"', param_hint="--cleared-by"
            )
    return Choices(settings, voice, read_profile(), frozenset(allow), cleared_by, recordings)


def chosen(routine: str, language: str | None) -> Path:
    """The file of a routine, in the language asked for or in that of the profile; others called alike are told."""
    from nightcue.language.library import alike, told_alike

    path = found(routine, language)
    for paths in alike():
        if path in paths:
            tell(f"note: {told_alike(paths)}", err=True)
    return path


def found(routine: str, language: str | None) -> Path:
    """The file of a routine, in the language asked for or in that of the profile."""
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.library import find
    from nightcue.safety.profile_file import is_absent, profile_path

    if language is None and not is_absent(profile_path()):
        from nightcue.safety.profile import read_profile

        if preferred := read_profile().language:
            try:
                return find(routine, str(preferred))
            except RoutineError:
                return find(routine)
    return find(routine, language)

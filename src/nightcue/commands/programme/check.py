"""nightcue programme check: what is wrong with a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nightcue.amounts import how_many
from nightcue.commands.build_options import allow_option, as_usage, tell_what_is_closed
from nightcue.commands.options import language_option
from nightcue.commands.programme.naming import ProgrammeName
from nightcue.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path

    from nightcue.language.diagnostics import Diagnostic


@click.command("check")
@click.argument("programmes", type=ProgrammeName(), nargs=-1, metavar="[PROGRAMME...]")
@language_option
@allow_option
def command(programmes: tuple[str, ...], language: str | None, allow: tuple[str, ...]) -> None:
    """Say what is wrong or unsafe in each PROGRAMME, or in all of them; builds nothing.

    Every week is judged as `nightcue check` judges a routine, and all weeks together.

    \b
    Examples:
      nightcue programme check programmes/mine.yaml
      nightcue programme check
    """
    from nightcue.commands.exit_codes import INPUT_HAS_ERRORS, show
    from nightcue.programme.library import OWN, shelved_programmes

    tell_what_is_closed(OWN)
    asked: list[str | Path] = [*programmes] or [
        shelved.path for shelved in shelved_programmes() if language in (None, shelved.language)
    ]
    found = [_problems(programme, language, allow) for programme in asked]
    for each in found:
        show(*each)
    every = [problem for each in found for problem in each]
    errors = sum(problem.severity == "error" for problem in every)
    counts = {"programme": len(found), "error": errors, "warning": len(every) - errors}
    tell(", ".join(how_many(count, noun) if count else f"no {noun}s" for noun, count in counts.items()))
    if errors:
        raise SystemExit(INPUT_HAS_ERRORS)


def _problems(programme: str | Path, language: str | None, allow: tuple[str, ...]) -> list[Diagnostic]:
    from nightcue.commands.progress import shown
    from nightcue.language.diagnostics import DiagnosedError
    from nightcue.programme.judging import judge_programme
    from nightcue.programme.reading import read_programme
    from nightcue.programme.tracks import tracks_of

    try:
        read = read_programme(programme, language)
    except DiagnosedError as error:
        return error.diagnostics
    with as_usage():
        tracks = tracks_of(read, allow=allow)
    with shown(read.name) as progress:
        return judge_programme(tracks, progress)

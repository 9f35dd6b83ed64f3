"""The options of a build that several commands share, and the request made from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from nightcue.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path

    from nightcue.building.request import BuildRequest

allow_option = click.option(
    "--allow",
    metavar="CODE:LINE",
    multiple=True,
    help="Let one thing pass that a safety rule finds, by its code and its line; repeatable. The code alone is enough "
    "for what has no line. Words are allowed with `nightcue review` instead.",
)
cleared_option = click.option(
    "--cleared-by", metavar='"NAME, DATE"', help="Who cleared what the profile speaks against, and when; it is spoken."
)
full_option = click.option("--full", "detail", flag_value="full", help="The full form, whatever is usual.")
brief_option = click.option(
    "--brief",
    "detail",
    flag_value="brief",
    help="The brief form: without what the routine marks as known after the first nights.",
)

_HINTS = {
    "allow": "--allow",
    "cleared_by": "--cleared-by",
    "format": "--format",
    "output": "--output",
    "beside": "--with",
}


def requested(routine: Path, **asked: Any) -> BuildRequest:
    """Return the request for the routine file at `routine`, as `request_for` does; what cannot be is wrong usage."""
    from nightcue.building.options import request_for

    with as_usage():
        return request_for(routine, **asked)


@contextmanager
def as_usage() -> Iterator[None]:
    """Turn what is wrong with an option into wrong usage, at that option."""
    from nightcue.building.options import OptionError

    try:
        yield
    except OptionError as error:
        if error.option is None:
            raise click.UsageError(str(error)) from None
        raise click.BadParameter(str(error), param_hint=_HINTS[error.option]) from None


def tell_what_is_closed(own_folder: Path | None = None) -> None:
    """Say, once a command, where one's own routines cannot be seen, or what is in another folder of one's own."""
    from nightcue.language.library import OWN, closed

    said = click.get_current_context().meta
    if not said.setdefault("told what is closed", False) and (message := closed(own_folder or OWN)):
        tell(f"note: {message}", err=True)
    said["told what is closed"] = True


def chosen(routine: str, language: str | None) -> Path:
    """Return the file of a routine, in the language asked for or the profile's; tell of others with that name."""
    from nightcue.language.library import alike, is_path, told_alike

    if not is_path(routine):
        tell_what_is_closed()
    path = file_of_routine(routine, language)
    for paths in alike():
        if path in paths:
            tell(f"note: {told_alike(paths)}", err=True)
    return path


def file_of_routine(routine: str, language: str | None) -> Path:
    """Return the file of a routine as `routine_file` does; a programme of that name is wrong usage."""
    from nightcue.building.options import routine_file
    from nightcue.language.diagnostics import RoutineError

    try:
        return routine_file(routine, language)
    except RoutineError:
        from nightcue.programme.library import is_programme

        if is_programme(routine):
            message = f"'{routine}' is a programme over weeks, and no routine: nightcue programme build {routine}"
            raise click.UsageError(message) from None
        raise

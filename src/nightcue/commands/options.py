"""Arguments and options that several commands share: routine, language, voice, variables."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from nightcue.commands.shell_words import offered

STDOUT = Path("-")
"""What `-o -` names; only this very object, for `-o ./-` names a file."""


class RoutineName(click.ParamType[str]):
    """A routine's name or path, completed in the shell."""

    name = "routine"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return names of routines, and files for anything that looks like a path."""
        from nightcue.language.library import shelves

        return offered((shelved.name for shelved in shelves()), incomplete)


class Target(click.ParamType[Path]):
    """What is to be written, as the option says it: a file, or a folder for it where the command takes one."""

    name = "path"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; a file's name that ends like a folder's is wrong.

        Raises OutputError for a place among the machine's devices.
        """
        from nightcue.audio.errors import OutputError
        from nightcue.storage.targets import is_folder, refuse_the_machine

        path = Path(value)
        if str(value).endswith(("/", os.sep)) and path.suffix and not is_folder(path):
            ways = "leave out the last sign to name a file, or make the folder first"
            self.fail(f"{value} ends as a folder does; {ways}", param, ctx)
        try:
            refuse_the_machine(path)
        except OSError as problem:
            raise OutputError(f"cannot write {path}: {problem.strerror or problem}") from None
        return path

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return files and folders."""
        return [CompletionItem(incomplete, type="file")]


class TrackTarget(Target):
    """The same for a track, which can go to stdout too."""

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path as for any target, and STDOUT for `-`."""
        return STDOUT if value == "-" or value is STDOUT else super().convert(value, param, ctx)


def _settings(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for value in values:
        name, equals, written = value.partition("=")
        if not equals or not name.strip() or not written.strip():
            raise click.BadParameter(f"'{value}' is not NAME=VALUE, such as hold=30s")
        settings[name.strip()] = written.strip()
    return settings


def _kinds(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from nightcue.building.request import BESIDE

    kinds = [kind.strip().lower() for value in values for kind in value.split(",")]
    for kind in kinds:
        if kind not in BESIDE:
            raise click.BadParameter(f"there is no '{kind}'; there are {', '.join(BESIDE)}")
    return tuple(kind for kind in BESIDE if kind in kinds)


def completed(by: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return what completes an option in the shell: the function `by` of completing.py, loaded when it is needed."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        from nightcue.commands import completing

        offered: list[str] = getattr(completing, by)(ctx, param, incomplete)
        return offered

    return complete


routine_argument = click.argument("routine", type=RoutineName())
language_option = click.option(
    "--lang",
    "language",
    metavar="TAG",
    shell_complete=completed("languages"),
    help="Language of the routine, such as en or es.",
)
voice_option = click.option(
    "--voice", metavar="NAME", shell_complete=completed("voices"), help="Another voice than the routine names."
)
recordings_option = click.option(
    "--recordings",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder with lines in your own voice; `nightcue record` shows their names.",
)
settings_option = click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_settings,
    shell_complete=completed("variables"),
    help="Change a variable; repeatable.",
)
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace a file that is there even if nightcue did not make it."
)
beside_option = click.option(
    "--with",
    "beside",
    metavar="KINDS",
    multiple=True,
    callback=_kinds,
    shell_complete=completed("kinds"),
    help="Beside the track: lrc or vtt (its words with their times), json (its timeline); such as lrc,json.",
)

"""The command line: one file a command, each loaded only when it is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

import nightcue as package
from nightcue.debugging import debugged, log_place
from nightcue.threads import told_by

COMMANDS = {
    "list": "Show the shipped routines and yours, with length and language.",
    "build": "Make a track from each ROUTINE, in audio_out/NAME.LANG.mp3.",
    "play": "Play a ROUTINE, in the dark: its track is made first if it is not there, or if anything has changed.",
    "rescue": "Play the rescue track at once: what to do in the first minutes of a cramp.",
    "prepare": "Make the rescue track ready to sound at once, and the track of each ROUTINE that is named.",
    "site": "Write the bedside page into the folder DIR: plain files for any web server, to open on a phone.",
    "serve": "Serve the bedside page, and say where to open it; Ctrl-C stops it.",
    "plan": "Show what a ROUTINE says and when, to the millisecond.",
    "check": "Say what is wrong or unsafe in each ROUTINE, or in all of them; builds nothing.",
    "review": "Read the texts of a ROUTINE of your own one by one, and sign those that harm nobody.",
    "new": "Copy a routine with its parts into ./routines/NAME.yaml, ready to edit.",
    "import": "Make a routine from FILE: a text with pauses, SSML, a workout, a list of intervals.",
    "export": "Write what a ROUTINE says, and its silences, as SSML or as a text for other programs.",
    "edit": "Change a routine in the browser, without writing YAML; Ctrl-C stops it.",
    "voices": "Show the voices of this machine; `voice:` in a routine takes any of their names.",
    "schema": "Print the JSON Schema of a routine file, for completion and hover in editors.",
    "facts": "Show the facts that routines and safety rules rest on, or the one called ID.",
    "profile": "Keep who listens: a name, a language, a voice, a pace, a form, and conditions that matter.",
    "record": "List the lines of a ROUTINE, and which of them are there in your own voice.",
    "words": "Record words of your own that work while a routine plays; the microphone stays shut until you do.",
    "diary": "Keep a diary of your nights: five questions in less than a minute.",
    "share": "Send one person a line in the morning, of what you choose and no more; off until you switch it on.",
    "plot": "Draw the track of a ROUTINE in audio_out/NAME.LANG.png, and say whether it clips, clicks or jumps.",
    "home-assistant": "Write into the folder DIR what Home Assistant needs to play the rescue, ready to copy into its "
    "config folder.",
    "programme": "Follow a programme over weeks: each week has its routine, and what it sets in it.",
    "batch": "Make the tracks of many people, from a table with a row for each.",
    "mcp": "Give an assistant tools to write a routine with you; tracks go into the folder DIR and nowhere else.",
    "cache": "Show the folder where spoken lines and encoded sounds are kept, and how much room they take.",
}
"""Every command with what it does, so that the list of them is there before any is loaded."""


_MODULES = {"import": "import_file"}
"""The module of a command whose name is a word of Python."""

_DEBUG = "--debug"
_COMPLETE = "_NIGHTCUE_COMPLETE"
"""What a shell sets that asks what a line can go on with."""
_HELP = "help"
"""`nightcue help build` is `nightcue build --help`."""


@contextmanager
def _said_on_one_line() -> Iterator[None]:
    """Tell what is wrong with a word on one line, even where the word, such as a file's name, has two."""
    try:
        yield
    except click.ClickException as error:
        from nightcue.terminal import plain_line

        log_place(error)
        vars(error)["message"] = plain_line(error.message)  # Click calls it final
        raise


class _Commands(click.Group):
    """Loads a command when it is asked for, and ends with the exit code of what went wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]  # the module `list` beside this one hides the built-in

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = import_module(f"nightcue.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from nightcue.commands.meant import meant_by
            from nightcue.language.diagnostics import one_line

            hint = meant_by(args, [*COMMANDS, _HELP])
            raise click.UsageError(f"no such command '{one_line(args[0])}'" + (f"; {hint}" if hint else ""), ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **options: Any) -> Any:
        from nightcue.terminal import UnheardError, doors

        if _COMPLETE in os.environ:
            from nightcue.commands.completing import complete_in_bash

            complete_in_bash()
        try:
            with doors():
                return super().main(*args, **options)
        except UnheardError as error:
            from nightcue.commands.exit_codes import end_unheard

            sys.exit(end_unheard(error))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        before, end, after = args, [], []
        if "--" in args:
            before, end, after = args[: args.index("--")], ["--"], args[args.index("--") + 1 :]
        if _DEBUG in before:  # wherever it stands
            before = [_DEBUG, *(word for word in before if word != _DEBUG)]
        if [word for word in before if word != _DEBUG][:1] == [_HELP]:
            before = [*before[: before.index(_HELP)], *before[before.index(_HELP) + 1 :], "--help"]
        return super().parse_args(ctx, [*before, *end, *after])

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _said_on_one_line():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        from nightcue.kept_code import keep_code_of_dataclasses  # the list of commands needs no such class

        keep_code_of_dataclasses()
        try:
            with _said_on_one_line(), told_by(_tell_of_threads):
                return super().invoke(ctx)
        except Exception as error:
            from nightcue.commands.exit_codes import exit_code, explain

            code = exit_code(error)
            if code is None:
                raise
            explain(error)
            ctx.exit(code)


def _tell_of_threads() -> None:
    from nightcue.terminal import tell

    tell(
        "note: the system lets nightcue start no more threads, so it does one thing after another; it takes longer",
        err=True,
    )


def _debug(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.with_resource(debugged())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option(
    _DEBUG,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_debug,
    help="Show where each error comes from, and a log of what is done.",
)
@click.version_option(package.__version__, "-V", "--version", prog_name="nightcue")
def nightcue() -> None:
    """Make a narrated track from a routine, to follow with your eyes closed.

    \b
    Example:
      nightcue build bedtime      writes audio_out/bedtime.en.mp3
    """

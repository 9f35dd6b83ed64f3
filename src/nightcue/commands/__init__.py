"""The command line: one file a command, each loaded only when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

import nightcue as package

COMMANDS = (
    "list",
    "build",
    "plan",
    "check",
    "new",
    "voices",
    "schema",
    "facts",
    "profile",
    "record",
    "plot",
    "cache",
)


class _Commands(click.Group):
    """Loads a command when it is asked for, and ends with the exit code of what went wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]  # the module `list` beside this one hides the built-in

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"nightcue.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from nightcue.language.diagnostics import did_you_mean, one_line

            hint = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"no such command '{one_line(args[0])}'" + (f"; {hint}" if hint else ""), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from nightcue.commands.endings import exit_code, explain

            code = exit_code(error)
            if code is None:
                raise
            explain(error)
            ctx.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(package.__version__, prog_name="nightcue")
def nightcue() -> None:
    """Make a narrated track from a routine, to follow with your eyes closed.

    \b
    Example:
      nightcue build bedtime      writes audio_out/bedtime.en.mp3
    """

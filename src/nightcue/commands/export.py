"""nightcue export: a routine as a text for other speech programs."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.amounts import how_many
from nightcue.commands.build_options import chosen
from nightcue.commands.options import Target, language_option, overwrite_option, routine_argument, settings_option
from nightcue.terminal import pass_on, tell

FORMATS = ("ssml", "text", "speech-markdown", "ssmd", "phrases")
"""The names of formats; exporting.py has what writes each, and a test compares them."""


@click.command("export")
@routine_argument
@click.option("--to", "format", type=click.Choice(FORMATS), default="ssml", show_default=True, help="The format.")
@click.option("-o", "--output", type=Target(), metavar="PATH", help="A file to write; else it goes to stdout.")
@language_option
@settings_option
@overwrite_option
def command(
    routine: str, format: str, output: Path | None, language: str | None, settings: dict[str, str], overwrite: bool
) -> None:
    """Write what a ROUTINE says, and its silences, as SSML or as a text for other programs.

    `nightcue import` reads it back. Signals, recordings, and what is said inside a hold are left out.

    \b
    Examples:
      nightcue export stretch --to ssml
      nightcue export mine --to text -o mine.md
    """
    from nightcue.audio.track import output_errors
    from nightcue.exporting import WRITERS, left_out
    from nightcue.language.reading import read_routine
    from nightcue.language.routine import unroll
    from nightcue.storage.atomic_file import atomic_file
    from nightcue.storage.targets import see_on_disk, target

    path = chosen(routine, language)
    script = unroll(read_routine(path, settings))
    content = WRITERS[format](script).encode()
    if output is None:
        pass_on(content)
    else:
        with output_errors(output):
            end = target(output, is_ours=lambda _: False, overwrite=overwrite, read=[path])
            end.parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(end) as written:
                written.write(content)
                see_on_disk(written)
        tell(output)
    if missing := left_out(script):
        what = "signals, recordings, and what is said inside a hold have no place in a text"
        tell(f"note: {how_many(missing, 'thing')} left out: {what}", err=True)

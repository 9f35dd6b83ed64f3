"""nightcue voices: the voices there are."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.command("voices")
@click.option("--json", "as_json", is_flag=True, help="The voices as JSON, for other programs.")
def command(as_json: bool) -> None:
    """Show the voices of this machine; `voice:` in a routine takes any of their names.

    \b
    Example:
      nightcue voices
    """
    from nightcue.voices.catalogue import list_voices

    voices = list_voices()
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False, indent=1))
        return
    from rich.table import Table

    from nightcue.commands.screen import console
    from nightcue.language.phrases import LANGUAGES

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("name", "engine", "languages", "default for", "called"):
        table.add_column(heading)
    speak_here = [voice for voice in voices if any(tag.split("-")[0] in LANGUAGES for tag in voice.languages)]
    for voice in speak_here:
        table.add_row(voice.name, voice.engine, " ".join(voice.languages), " ".join(voice.default_for), voice.label)
    console().print(table)
    others = len(voices) - len(speak_here)
    if others:
        click.echo(f"\n{others} more speak other languages; --json shows them all")

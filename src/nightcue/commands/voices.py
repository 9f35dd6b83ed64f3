"""nightcue voices: the voices there are."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.commands.options import language_option

if TYPE_CHECKING:
    from nightcue.voices.voice import VoiceEntry

SAMPLES = Path("audio_out")


@click.command("voices")
@click.option("--try", "tried", metavar="NAME", help="Write a sample of this voice, as an MP3 in audio_out.")
@language_option
@click.option("--json", "as_json", is_flag=True, help="The voices as JSON, for other programs.")
def command(tried: str | None, language: str | None, as_json: bool) -> None:
    """Show the voices of this machine; `voice:` in a routine takes any of their names.

    `default` is the natural voice of a language where there is one, and `embedded` the one that is always there.

    \b
    Examples:
      nightcue voices
      nightcue voices --try default --lang es
    """
    if tried is not None:
        click.echo(_write_sample(tried, language))
        return
    from nightcue.voices.catalogue import list_voices

    voices = list_voices()
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False, indent=1))
    else:
        _show(voices, language)


def _show(voices: list[VoiceEntry], language: str | None) -> None:
    from rich.table import Table

    from nightcue.commands.screen import console
    from nightcue.language.languages import LANGUAGES
    from nightcue.voices.catalogue import why_default

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("name", "engine", "languages", "default for", "called"):
        table.add_column(heading)
    shown = (language.split("-")[0],) if language else LANGUAGES
    ours = [v for v in voices if not v.languages or any(tag.split("-")[0] in shown for tag in v.languages)]
    for voice in ours:
        table.add_row(voice.name, voice.engine, " ".join(voice.languages), " ".join(voice.default_for), voice.label)
    console().print(table)
    click.echo("\n" + "\n".join(f"{tag} is spoken by {why_default(tag)}" for tag in shown))
    others = len(voices) - len(ours)
    if others:
        click.echo(f"{others} more speak other languages; --json shows them all")


def _write_sample(name: str, language: str | None) -> Path:
    from nightcue.audio.tags.track_info import TrackInfo
    from nightcue.audio.track import write_track
    from nightcue.language.languages import LANGUAGES
    from nightcue.language.phrases import Speech
    from nightcue.voices.catalogue import find_voice, open_voice

    entry = find_voice(name, language or "en")
    own = next((tag for tag in entry.languages if tag.split("-")[0] in LANGUAGES), "en")
    try:
        speech = Speech(language or own)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--lang") from None
    with open_voice(name, speech.tag) as voice:
        clip = voice.speak(speech.phrases.sample)
    path = SAMPLES / f"voice-{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.{speech.tag}.mp3"
    info = TrackInfo(
        title=f"Voice sample: {name}",
        album="nightcue",
        language=speech.tag,
        comment="",
        chapters=(),
        lines=(),
        duration=clip.seconds,
    )
    write_track(path, "mp3", info, [clip.samples], len(clip))
    return path

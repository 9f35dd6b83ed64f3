"""nightcue voices compare: the same five lines in every voice, to choose with closed eyes."""

from __future__ import annotations

import shlex

import click

from nightcue.commands.build_options import chosen, requested
from nightcue.commands.options import language_option, routine_argument
from nightcue.terminal import tell


@click.command("compare")
@routine_argument
@language_option
@click.pass_context
def command(context: click.Context, routine: str, language: str | None) -> None:
    """Speak the same five lines of ROUTINE in every voice of its language, in audio_out/voices-NAME.LANG.mp3.

    Each voice says its number and name first, and is a chapter of its own.

    \b
    Examples:
      nightcue voices compare bedtime
      nightcue voices compare bedtime --lang es
    """
    from nightcue.amounts import clock
    from nightcue.auditions import auditions, lines_to_hear, write_auditions
    from nightcue.building.compile import script_for
    from nightcue.building.request import OUTPUT_FOLDER
    from nightcue.commands.progress import shown
    from nightcue.safety.profile import read_profile
    from nightcue.voices.voice import VoiceError

    path = chosen(routine, language or (context.parent.params["language"] if context.parent else None))
    read, script = script_for(requested(path))
    if not lines_to_hear(script):
        raise click.UsageError(f"{routine} has no line to speak; name another routine, such as bedtime")
    failures: list[Exception] = []

    def left_out(name: str, why: Exception) -> None:
        failures.append(why)
        tell(f"note: {name} is left out: {why}", err=True)

    with shown(path.stem) as progress:
        heard = auditions(read, script, read_profile().pace or read.voice.pace, left_out, progress)
    if not heard:
        raise VoiceError(f"no voice could speak {routine}") from failures[0]
    target = OUTPUT_FOLDER / f"voices-{script.name}.{script.language}.mp3"
    tell(f"{target}  {clock(write_auditions(target, script, heard))}")
    widest = max(len(audition.voice) for audition in heard)
    for number, audition in enumerate(heard, 1):
        tell(f"{number:>3}  {audition.voice:<{widest}}  nightcue profile set --voice {shlex.quote(audition.voice)}")

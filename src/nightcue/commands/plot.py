"""nightcue plot: a picture of a track."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from nightcue.commands.choosing import allow_option, choices, chosen, cleared_option
from nightcue.commands.drawing import load_matplotlib
from nightcue.commands.options import (
    language_option,
    recordings_option,
    routine_argument,
    settings_option,
    voice_option,
)
from nightcue.terminal import tell

OUTPUT_FOLDER = Path("audio_out")
ENDING = ".png"


@click.command("plot")
@routine_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The picture to write, or a folder for it.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
def command(
    routine: str,
    output: Path | None,
    language: str | None,
    voice: str | None,
    settings: dict[str, str],
    allow: tuple[str, ...],
    recordings: Path | None,
    cleared_by: str | None,
) -> None:
    """Draw the track of a ROUTINE in audio_out/NAME.LANG.png, and say whether it clips, clicks or jumps.

    The picture shows chapters, windows and speech over the waveform, the spectrum, and how loud each line is.

    \b
    Examples:
      nightcue plot bedtime
      nightcue plot bedtime --voice embedded -o bedtime.png
    """
    if find_spec("matplotlib") is None:
        raise click.UsageError("pictures are drawn by matplotlib: pip install 'nightcue[plot]'")
    if output is not None and not output.is_dir() and output.suffix.lower() != ENDING:
        raise click.BadParameter(f"{output} is no picture; name a file that ends in {ENDING}", param_hint="--output")
    load_matplotlib()
    from nightcue.build import compile_routine, output_path
    from nightcue.commands.endings import show
    from nightcue.commands.progress import shown
    from nightcue.commands.times import clock
    from nightcue.picture import draw, survey_of, verdict, write_picture

    path = chosen(routine, language)
    with shown(path.stem) as progress:
        compiled = compile_routine(path, choices(settings, voice, allow, cleared_by, recordings), progress)
        seen = survey_of(compiled, progress)
    timeline = compiled.timeline
    named = output is not None and not output.is_dir()
    target = output if output and named else output_path(timeline, output or OUTPUT_FOLDER, ENDING[1:])
    write_picture(target, draw(compiled, seen))
    show(*timeline.warnings)
    tell(f"{target}  {clock(timeline.duration)}  {verdict(compiled, seen)}")

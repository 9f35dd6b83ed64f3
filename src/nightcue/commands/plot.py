"""nightcue plot: a picture of a track."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.build_options import allow_option, chosen, cleared_option, requested
from nightcue.commands.drawing import load_matplotlib
from nightcue.commands.options import (
    Target,
    language_option,
    overwrite_option,
    recordings_option,
    routine_argument,
    settings_option,
    voice_option,
)
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.language.script import Script
    from nightcue.timeline.timeline import Timeline

ENDING = ".png"


@click.command("plot")
@routine_argument
@click.option("-o", "--output", type=Target(), help="The picture to write, or a folder for it.")
@overwrite_option
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
def command(routine: str, output: Path | None, overwrite: bool, language: str | None, **asked: Any) -> None:
    """Draw the track of a ROUTINE in audio_out/NAME.LANG.png, and say whether it clips, clicks or jumps.

    The picture shows chapters, windows and speech over the waveform, the spectrum, and how loud each line is.

    \b
    Examples:
      nightcue plot bedtime
      nightcue plot bedtime --voice embedded -o bedtime.png
    """
    from nightcue.storage.targets import is_folder

    if find_spec("matplotlib") is None:
        raise click.UsageError("pictures are drawn by matplotlib: pip install 'nightcue[plot]'")
    if output is not None and not is_folder(output) and output.suffix.lower() != ENDING:
        raise click.BadParameter(f"{output} is no picture; name a file that ends in {ENDING}", param_hint="--output")
    load_matplotlib()
    from nightcue.amounts import clock
    from nightcue.building.compile import compile_routine
    from nightcue.building.outputs.plot import draw, is_ours, survey_of, verdict, write_picture
    from nightcue.building.outputs.sidecars import see_targets
    from nightcue.commands.exit_codes import show
    from nightcue.commands.progress import shown

    request = requested(chosen(routine, language), **asked)

    def foresee(script: Script, read: tuple[Path, ...]) -> None:
        see_targets([_target(output, script)], read, overwrite or output is None, is_ours)

    with shown(request.routine.stem) as progress:
        compiled = compile_routine(request, progress, foresee)
        seen = survey_of(compiled, progress)
    timeline = compiled.timeline
    target = _target(output, timeline)
    write_picture(target, draw(compiled, seen))
    show(*timeline.warnings)
    tell(f"{target}  {clock(timeline.duration)}  {verdict(compiled, seen)}")


def _target(output: Path | None, named: Script | Timeline) -> Path:
    from nightcue.building.outputs.track import output_path
    from nightcue.building.request import OUTPUT_FOLDER
    from nightcue.storage.targets import is_folder

    return output if output and not is_folder(output) else output_path(named, output or OUTPUT_FOLDER, ENDING[1:])

"""nightcue prepare: everything ready before the night."""

from __future__ import annotations

import click

from nightcue.commands.options import RoutineName, language_option
from nightcue.terminal import tell


@click.command("prepare")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="[ROUTINE]...")
@language_option
def command(routines: tuple[str, ...], language: str | None) -> None:
    """Make the rescue track ready to sound at once, and the track of each ROUTINE that is named.

    \b
    Examples:
      nightcue prepare
      nightcue prepare bedtime massage
      nightcue prepare --lang es
    """
    from nightcue.building.rescue_cache import make_ready, rescue_language, spoken
    from nightcue.commands.build_options import chosen, requested
    from nightcue.commands.outcomes import built_quietly

    paths = [chosen(routine, language) for routine in routines]
    kept = make_ready(spoken(language) if language else rescue_language(), built_quietly)
    if kept.note:
        tell(f"note: {kept.note}", err=True)
    tell(f"{kept.track}  ready")
    for path in paths:
        tell(f"{built_quietly(requested(path)).track}  ready")

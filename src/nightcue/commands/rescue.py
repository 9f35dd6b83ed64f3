"""nightcue rescue: a cramp has woken you."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nightcue.commands.options import language_option
from nightcue.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path


@click.command("rescue")
@language_option
def command(language: str | None) -> None:
    """Play the rescue track at once: what to do in the first minutes of a cramp.

    It is kept ready by every build, and by `nightcue prepare`; it becomes a rescue of your own when you prepare or
    build that. The keys are those of `nightcue play`.

    \b
    Examples:
      nightcue rescue
      nightcue rescue --lang es
    """
    from nightcue.audio.tags.stamp import read_stamp
    from nightcue.bedside.words import words_in
    from nightcue.commands.at_bedside import hear
    from nightcue.commands.readying import PATH_WIDTH, RESCUE, own_source, ready_path, rescue_language, spoken
    from nightcue.language.diagnostics import one_line

    wanted = spoken(language) if language else rescue_language()
    track = ready_path(wanted)
    if read_stamp(track) is None:
        track = _made_at_once(wanted)
    if own := own_source(wanted):
        tell(words_in(wanted).whose_rescue.format(path=one_line(str(own), PATH_WIDTH)), err=True)
    hear(track, RESCUE)


def _made_at_once(language: str) -> Path:
    """Make the track with the voice that is there soonest; what to do first is said meanwhile."""
    from nightcue.bedside.words import words_in
    from nightcue.commands.readying import make_ready_at_once

    tell(words_in(language).making_rescue, err=True)
    return make_ready_at_once(language)

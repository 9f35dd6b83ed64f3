"""nightcue rescue: a cramp has woken you."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.commands.diary_option import diary_option
from nightcue.commands.options import language_option
from nightcue.terminal import tell


@click.command("rescue")
@language_option
@diary_option(begins=True)
def command(language: str | None) -> None:
    """Play the rescue track at once: what to do in the first minutes of a cramp.

    It comes with nightcue. `nightcue prepare` keeps one ready in the voice and pace of your profile, and so does every
    build; it becomes a rescue of your own when you prepare or build that. The keys are those of `nightcue play`.

    \b
    Examples:
      nightcue rescue
      nightcue rescue --lang es
    """
    from nightcue.bedside.rescue import shipped_track
    from nightcue.building.rescue_cache import RESCUE, kept_track, own_rescue_here, own_source, rescue_language, spoken
    from nightcue.commands.at_bedside import hear

    wanted = spoken(language) if language else rescue_language()
    track, own = kept_track(wanted), own_source(wanted)
    if track is None:
        own = own or own_rescue_here(wanted)
    if own:
        prepare = f"nightcue prepare --lang {wanted}" if language else "nightcue prepare"
        _say_whose(own, wanted, prepare, ready=track is not None)
    hear(track or shipped_track(wanted), RESCUE)


def _say_whose(own: Path, language: str, prepare: str, ready: bool) -> None:
    """Say that the rescue is that of `own`, or is not, and how it will be."""
    from nightcue.bedside.words import words_in
    from nightcue.building.rescue_cache import PATH_WIDTH
    from nightcue.language.diagnostics import one_line

    words = words_in(language)
    said = words.whose_rescue if ready else words.not_ready
    tell(said.format(path=one_line(str(own), PATH_WIDTH), command=prepare), err=True)

"""nightcue rescue: a cramp has woken you."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.commands.diary_option import diary_option
from nightcue.commands.options import language_option
from nightcue.terminal import tell


def _named(context: click.Context, option: click.Parameter, name: str | None) -> str | None:
    if name is not None and not name.strip():
        raise click.BadParameter("say the name of a speaker, or its address, such as 192.168.1.20")
    return name and " ".join(name.split())


@click.command("rescue")
@language_option
@click.option(
    "--on", "speaker", metavar="NAME", callback=_named, help="Play on a Chromecast speaker: its name, or its address."
)
@diary_option(begins=True)
def command(language: str | None, speaker: str | None) -> None:
    """Play the rescue track at once: what to do in the first minutes of a cramp.

    It comes with nightcue. `nightcue prepare` keeps one ready in the voice and pace of your profile, and so does every
    build; it becomes a rescue of your own when you prepare or build that. The keys are those of `nightcue play`.

    With --on, what it says is on the screen at once, and a speaker of your network speaks it.

    \b
    Examples:
      nightcue rescue
      nightcue rescue --lang es
      nightcue rescue --on Bedroom
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
    if speaker is None:
        hear(track or shipped_track(wanted), RESCUE)
    else:
        from nightcue.commands.on_speaker import hear_on

        here = f"nightcue rescue --lang {wanted}" if language else "nightcue rescue"
        hear_on(speaker, track or shipped_track(wanted), RESCUE, here)


def _say_whose(own: Path, language: str, prepare: str, ready: bool) -> None:
    """Say that the rescue is that of `own`, or is not, and how it will be."""
    from nightcue.bedside.words import words_in
    from nightcue.building.rescue_cache import PATH_WIDTH
    from nightcue.language.diagnostics import one_line

    words = words_in(language)
    said = words.whose_rescue if ready else words.not_ready
    tell(said.format(path=one_line(str(own), PATH_WIDTH), command=prepare), err=True)

"""nightcue home-assistant: a button, and a few words, that play the rescue."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.options import RoutineName, Target, overwrite_option
from nightcue.commands.page_routines import requests_of_the_page, routines_of_the_page
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.home_assistant.folder import Chosen

_ENTITY = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
_NOTHING_CHOSEN: dict[str, Any] = {"settings": {}, "voice": None, "recordings": None, "detail": None}
_LINE = "packages: !include_dir_named packages"


def _entity(domain: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    def see(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value is not None and not (_ENTITY.fullmatch(value) and value.startswith(f"{domain}.")):
            raise click.BadParameter(f"'{value}' is no {domain} of Home Assistant, such as {domain}.bedroom")
        return value

    return see


@click.command("home-assistant")
@click.argument("folder", type=Target(), metavar="DIR")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="[ROUTINE]...")
@click.option("--button", metavar="ENTITY", callback=_entity("event"), help="The button, such as event.bedside_button.")
@click.option(
    "--speaker", metavar="ENTITY", callback=_entity("media_player"), help="The speaker, such as media_player.bedroom."
)
@click.option(
    "--lang",
    "languages",
    metavar="TAG",
    multiple=True,
    help="A language of the routines that are named, such as en or es; repeatable. Else that of your profile.",
)
@overwrite_option
def command(
    folder: Path,
    routines: tuple[str, ...],
    button: str | None,
    speaker: str | None,
    languages: tuple[str, ...],
    overwrite: bool,
) -> None:
    """Write into the folder DIR what Home Assistant needs to play the rescue, ready to copy into its config folder.

    A press of a wireless button plays it, and so do a few words, such as "I have a cramp" or "tengo un calambre". The
    rescue is there in English and in Spanish; a ROUTINE that is named is there too, as `nightcue build` made it last,
    and "start the bedtime routine" plays it. Files that you have changed are kept.

    \b
    Examples:
      nightcue home-assistant config
      nightcue home-assistant config bedtime --button event.bedside_button --speaker media_player.bedroom
    """
    from nightcue.amounts import size
    from nightcue.building.rescue_cache import rescue_language
    from nightcue.commands.rescue_ready import keep_rescue_ready
    from nightcue.home_assistant.folder import check_folder, write_folder
    from nightcue.home_assistant.package import BUTTON, SPEAKER
    from nightcue.home_assistant.sentences import spoken_languages

    spoken, own = spoken_languages(), rescue_language()
    check_folder(folder, spoken, overwrite)  # before the tracks are made, which may take minutes
    chosen = [_chosen(path) for path in _named(routines, languages)]
    keep_rescue_ready()
    written = write_folder(
        folder,
        button or BUTTON,
        speaker or SPEAKER,
        own if own in spoken else spoken[0],
        {tag: _rescue(tag) for tag in spoken},
        chosen,
        overwrite,
    )
    for path in written:
        tell(f"{path}  {size(path.stat().st_size)}")
    _tell_what_is_left(folder, button, speaker)
    for tag in sorted({each.language for each in chosen} - {*spoken}):
        tell(f"note: there are no sentences in '{tag}'; the script nightcue_play plays such tracks", err=True)


def _tell_what_is_left(folder: Path, button: str | None, speaker: str | None) -> None:
    """Say what Home Assistant needs beside the files."""
    from nightcue.home_assistant.folder import PACKAGE
    from nightcue.home_assistant.package import BUTTON, SPEAKER

    made_up = [] if button else [("--button", f"the button is {BUTTON}")]
    made_up += [] if speaker else [("--speaker", f"the speaker is {SPEAKER}")]
    if made_up:
        options, names = (" and ".join(each) for each in zip(*made_up, strict=True))
        tell(f"note: {names}, until you say it with {options}, or in {folder / PACKAGE}", err=True)
    tell(f"1. copy what is in {folder} into the config folder of Home Assistant, where configuration.yaml is")
    tell(f"2. in configuration.yaml, under `homeassistant:`, write the line  {_LINE}")
    tell("3. restart Home Assistant, press the button, and hear whether it is loud enough")


def _rescue(language: str) -> Path:
    """Return the rescue track in a language: the one that is kept ready, or else the one that comes with nightcue."""
    from nightcue.bedside.rescue import shipped_track
    from nightcue.building.rescue_cache import kept_track

    return kept_track(language) or shipped_track(language)


def _named(routines: tuple[str, ...], languages: tuple[str, ...]) -> list[Path]:
    """Return the files of the routines that are named, but for the rescue, which is there anyway."""
    from nightcue.building.rescue_cache import RESCUE

    if not routines:
        return []
    return [path for path in routines_of_the_page(routines, languages) if path.stem != RESCUE]


def _chosen(routine: Path) -> Chosen:
    """Make the track of a routine where anything has changed, and return it. Raises what making one does."""
    from nightcue.bedside.track_metadata import read_score
    from nightcue.commands.outcomes import built_quietly
    from nightcue.home_assistant.folder import Chosen
    from nightcue.storage.reading import read_file

    request, *_ = requests_of_the_page([routine], _NOTHING_CHOSEN)
    track = built_quietly(request).track
    score = read_score(read_file(track), routine.stem)
    return Chosen(track, score.language, (routine.stem, score.title))

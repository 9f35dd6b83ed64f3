"""nightcue site: the bedside page, as files."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.commands.options import RoutineName, Target, language_option, overwrite_option
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.bedside.page_entry import Listed


@click.command("site")
@click.argument("folder", type=Target(), required=False, metavar="DIR")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="[ROUTINE]...")
@click.option(
    "--single",
    type=Target(),
    metavar="FILE.html",
    help="Write one file with the tracks inside it, instead of a folder; it opens without a server.",
)
@overwrite_option
@language_option
def command(
    folder: Path | None, routines: tuple[str, ...], single: Path | None, overwrite: bool, language: str | None
) -> None:
    """Write the bedside page into the folder DIR: plain files for any web server, to open on a phone.

    It holds every routine that `nightcue list` shows, or those that are named. Tracks are built into audio_out where
    something has changed, as `nightcue build` does.

    \b
    Examples:
      nightcue site site
      nightcue site site bedtime stretch rescue --lang en
      nightcue site --single rescue.html rescue
    """
    if single:
        routines = (str(folder), *routines) if folder else routines
    elif folder is None:
        raise click.UsageError("name a folder to write the page into, or a file with --single")
    else:
        from nightcue.bedside.site import check_folder

        check_folder(folder)  # before the tracks are made, which may take minutes
    paths = _paths(routines, language)
    if single:
        from nightcue.bedside.single import see_single

        see_single(single, paths, overwrite)
    made, count = _made(paths)
    if not made:
        tell("there is no track, so there is no page", err=True)
        raise SystemExit(1)
    _write(made, folder, single, overwrite)
    if len(made) < count:
        tell(f"{count - len(made)} of {count} routines were not built, and are not on the page", err=True)
        raise SystemExit(1)


def _write(made: list[tuple[Listed, Path]], folder: Path | None, single: Path | None, overwrite: bool) -> None:
    from nightcue.amounts import how_many, size
    from nightcue.bedside.single import write_single
    from nightcue.bedside.site import languages_without_rescue, write_site

    if single:
        write_single(single, made)
        tell(f"{single}  {how_many(len(made), 'routine')}  {size(single.stat().st_size)}  open it in a browser")
    elif folder:
        write_site(folder, made, overwrite)
        total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        shows = f"`nightcue serve {shlex.quote(str(folder))}` shows it"
        tell(f"{folder}  {how_many(len(made), 'routine')}  {size(total)}  {shows}")
    for tag in languages_without_rescue(routine for routine, _ in made):
        tell(f"note: no rescue routine in '{tag}', so its page has no button for a cramp", err=True)


def _made(paths: list[Path]) -> tuple[list[tuple[Listed, Path]], int]:
    """Make the track of each routine; what is wrong with one is told, and the others go on. With how many there are."""
    from nightcue.bedside.page_entry import listed
    from nightcue.commands.build_options import requested
    from nightcue.commands.exit_codes import exit_code, explain
    from nightcue.commands.outcomes import built, tell_outcome
    from nightcue.commands.rescue_ready import keep_rescue_ready
    from nightcue.language.library import folded

    made: dict[str, tuple[Listed, Path]] = {}
    for path in paths:
        if not _is_utf_8(path.stem):
            tell(f"{path}: no page can lead to a name that is not UTF-8; rename the file", err=True)
            continue
        try:
            outcome = built(requested(path))
            tell_outcome(outcome)
            routine = listed(path, outcome.track.parent)
        except Exception as error:
            if exit_code(error) is None:
                raise
            explain(error)
            continue
        track = outcome.track
        if folded(routine.track) in made:
            tell(f"{path}: another routine has the track {track.name} too; rename one of the files", err=True)
            continue
        made[folded(routine.track)] = (routine, track)
    keep_rescue_ready()
    return [*made.values()], len(paths)


def _is_utf_8(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def _paths(routines: tuple[str, ...], language: str | None) -> list[Path]:
    from nightcue.commands.build_options import tell_what_is_closed
    from nightcue.routine_index import contents

    tell_what_is_closed()
    if routines:
        return [*dict.fromkeys(path for name in routines for path in _named(name, language))]
    # one's own first, then as the routines themselves say
    listed = sorted(contents(language), key=lambda each: (not each.shelved.own, each.order))
    return [each.shelved.path for each in listed]


def _named(routine: str, language: str | None) -> list[Path]:
    """Return the files of a routine in the language asked for, or else in every one; of a path, that one."""
    from nightcue.language.library import find, shelves

    named = [] if language else [each.path for each in shelves() if each.name == routine]
    return named or [find(routine, language)]

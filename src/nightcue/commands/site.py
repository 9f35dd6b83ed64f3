"""nightcue site: the bedside page, as files."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.options import RoutineName, Target, overwrite_option
from nightcue.commands.page_feed import at_option, chosen_feed, feed_option, keys_in, tell_feed, write_feed
from nightcue.commands.page_routines import choice_options, requests_of_the_page, routines_of_the_page
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.bedside.feed.choices import FeedChoices
    from nightcue.building.request import BuildRequest
    from nightcue.commands.page_programmes import PageRequest
    from nightcue.commands.page_tracks import PageTracks


@click.command("site")
@click.argument("folder", type=Target(), required=False, metavar="DIR")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="[ROUTINE]...")
@click.option(
    "--single",
    type=Target(),
    metavar="FILE.html",
    help="Write one file with the tracks inside it, instead of a folder; it opens without a server.",
)
@feed_option
@at_option
@overwrite_option
@choice_options
@click.option("--opus", is_flag=True, hidden=True, help="With --looked-at: make what is not there in Opus, too.")
@click.option("--looked-at", type=click.Path(path_type=Path), hidden=True, help="Where to write what the page is of.")
def command(
    folder: Path | None,
    routines: tuple[str, ...],
    single: Path | None,
    feed: str | None,
    at: str | None,
    overwrite: bool,
    languages: tuple[str, ...],
    opus: bool,
    looked_at: Path | None,
    **asked: Any,
) -> None:
    """Write the bedside page into the folder DIR: plain files for any web server, to open on a phone.

    It holds every routine of your profile's language and your programmes, or those that are named. Each is as
    `nightcue build` made it last, with the same choices; what is chosen here is for the page alone, and leaves the
    track in audio_out as it is. Else tracks are built into audio_out where something has changed.

    Of a programme it holds all weeks, and shows tonight's, by the nights that were done on it.

    \b
    Examples:
      nightcue site site
      nightcue site site bedtime stretch rescue --set hold=20s
      nightcue site site calves-6-weeks rescue
      nightcue site site --lang en --lang es
      nightcue site --single rescue.html rescue
      nightcue site site --at https://example.org/night
    """
    from nightcue.commands.page_programmes import PageRequest, own_programmes, parted, requests_of_programme
    from nightcue.commands.page_tracks import make_opus
    from nightcue.commands.rescue_ready import keep_rescue_ready

    if single and (feed or at):
        raise click.UsageError("a feed is a folder, and not in one file; leave out --single, or --feed and --at")
    if single:
        routines = (str(folder), *routines) if folder else routines
    elif folder is None:
        raise click.UsageError("name a folder to write the page into, or a file with --single")
    else:
        from nightcue.bedside.site import check_folder

        check_folder(folder)  # before the tracks are made, which may take minutes
    programmes, named = parted(routines, languages) if routines else (own_programmes(languages), [])
    paths = routines_of_the_page(named, languages) if named or not routines else []
    if single:
        from nightcue.bedside.single import see_single

        see_single(single, [*paths, *(each.path for each in programmes)], overwrite)
    requests = [each for programme in programmes for each in requests_of_programme(programme, asked)]
    requests += map(PageRequest, _requests(paths, asked))
    podcast = chosen_feed(folder, feed, at) if folder and not single else None
    tracks, episodes = _tracks(requests, podcast, is_single=single is not None, is_served=looked_at is not None)
    keep_rescue_ready()
    if looked_at:
        _keep_looked_at(looked_at, [*tracks.looked_at, *(each.path for each in programmes)])
    if not tracks.made:
        tell("there is no track, so there is no page", err=True)
        raise SystemExit(1)
    if single:
        _write_single(single, tracks)
    elif folder:
        # whoever waits for a page that is served hears MP3 until they are made
        make_opus(tracks, waits=opus or looked_at is None)
        keys = keys_in(folder)
        _write_folder(folder, tracks, overwrite, write_feed(podcast, episodes, folder) if podcast else None)
        if podcast and looked_at is None:  # nightcue serve tells it by itself
            tell_feed(folder, podcast, keys - {podcast.key})
    count = len(programmes) + len(paths)
    if missing := count - tracks.routine_count:
        tell(f"{missing} of {count} routines were not built, and are not on the page", err=True)
    if missing or tracks.failed:
        raise SystemExit(1)


def _tracks(
    requests: list[PageRequest], podcast: FeedChoices | None, is_single: bool, is_served: bool
) -> tuple[PageTracks, PageTracks]:
    """Make the tracks, and return those of the page and those of its feed.

    An answer is on the page that is served tonight, and not in files that stay, as an episode does on a phone.
    """
    from nightcue.commands.answered import with_answer
    from nightcue.commands.page_tracks import make_tracks

    with_chapters = podcast is not None and podcast.of == "chapters"
    tonight = [replace(each, request=with_answer(each.request)) for each in requests] if is_served else requests
    both = not is_single  # one file has to stay small enough for a phone
    if podcast is None or tonight == requests:
        tracks = make_tracks(tonight, both, with_chapters)
        return tracks, tracks
    return make_tracks(tonight, both), make_tracks(requests, False, with_chapters)


def _requests(paths: list[Path], asked: Mapping[str, Any]) -> list[BuildRequest]:
    """Return a request for each routine that a page can hold beside the others; tell of those that it cannot."""
    from nightcue.commands.colliding import told_apart

    for path in paths:
        if not _is_utf_8(path.stem):
            tell(f"{path}: no page can lead to a name that is not UTF-8; rename the file", err=True)
    return requests_of_the_page(told_apart([path for path in paths if _is_utf_8(path.stem)]), asked)


def _keep_looked_at(file: Path, looked_at: list[Path]) -> None:
    from nightcue.language.library import routine_folders
    from nightcue.programme.library import OWN
    from nightcue.storage.atomic_file import atomic_file
    from nightcue.storage.paths import answer_folder

    folders = [*routine_folders(), *routine_folders(OWN), answer_folder()]
    paths = sorted({str(path.absolute()) for path in (*looked_at, *folders)})
    with atomic_file(file) as written:
        written.write(json.dumps(paths).encode("utf-8", "surrogatepass"))


def _write_single(single: Path, tracks: PageTracks) -> None:
    from nightcue.amounts import how_many, size
    from nightcue.bedside.single import write_single

    write_single(single, tracks.made)
    count = how_many(tracks.routine_count, "routine")
    tell(f"{single}  {count}  {size(single.stat().st_size)}  open it in a browser")
    _tell_rescues(tracks)


def _write_folder(
    folder: Path, tracks: PageTracks, overwrite: bool, writes_feed: Callable[[Path], None] | None = None
) -> None:
    from nightcue.amounts import how_many, size
    from nightcue.bedside.site import write_site

    write_site(folder, tracks.made, overwrite, writes_feed, tracks.opus)
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    count, shows = how_many(tracks.routine_count, "routine"), f"`nightcue serve {shlex.quote(str(folder))}` shows it"
    tell(f"{folder}  {count}  {size(total)}  {shows}")
    _tell_rescues(tracks)


def _tell_rescues(tracks: PageTracks) -> None:
    from nightcue.bedside.site import languages_without_rescue

    for tag in languages_without_rescue(routine for routine, _ in tracks.made):
        tell(f"note: no rescue routine in '{tag}', so its page has no button for a cramp", err=True)


def _is_utf_8(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False

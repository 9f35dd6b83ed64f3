"""The podcast feed of a page: its options, its episodes, and telling where it is."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.bedside.feed.choices import FeedChoices
    from nightcue.bedside.feed.episodes import Routine
    from nightcue.bedside.page_entry import Listed
    from nightcue.commands.page_tracks import PageTracks

NO_FEED = "none"
_KINDS = click.Choice(("routines", "chapters", NO_FEED))


class SiteAddress(click.ParamType[str]):
    """The address of a site on the web, whole."""

    name = "URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return it without its last slash; anything else is wrong usage."""
        from nightcue.bedside.feed.choices import site_address
        from nightcue.language.diagnostics import one_line

        try:
            return site_address(value)
        except ValueError:
            message = f"'{one_line(value)}' is no address of a site; give all of it, such as https://example.org/night"
            self.fail(message, param, ctx)


feed_option = click.option(
    "--feed",
    type=_KINDS,
    help="Write a private podcast feed too: an episode a routine, or a chapter. A folder that has one keeps it.",
)
at_option = click.option(
    "--at",
    type=SiteAddress(),
    metavar="URL",
    help="The address that DIR has on the web, which a podcast app needs; it is remembered. With it comes a feed.",
)


served_feed_option = click.option(
    "--feed",
    type=_KINDS,
    default=NO_FEED,
    show_default=True,
    help="Serve a private podcast feed too: an episode a routine, or a chapter.",
)


def chosen_feed(folder: Path, feed: str | None, at: str | None) -> FeedChoices | None:
    """Return the feed that is to be in `folder`: as asked for, and else as it is there. Raises OutputError."""
    from nightcue.audio.errors import OutputError
    from nightcue.bedside.feed.choices import OF, FeedChoices, kept_choices
    from nightcue.bedside.key import kept_key
    from nightcue.storage.paths import feed_key

    if feed == NO_FEED or (feed is None and at is None and not keys_in(folder)):
        return None
    try:
        key = kept_key(feed_key()).secret
    except OSError as problem:
        raise OutputError(f"cannot keep the key of the feed: {feed_key()}: {problem.strerror or problem}") from None
    # a feed of another key goes on under this one
    found = (kept_choices(folder, each) for each in (key, *sorted(keys_in(folder))))
    kept = next((replace(each, key=key) for each in found if each), None)
    if feed is None and at is None:
        return kept
    of = next((each for each in OF if each == feed), kept.of if kept else "routines")
    return FeedChoices(of, key, at or (kept.at if kept else None))


def write_feed(choices: FeedChoices, tracks: PageTracks, old: Path) -> Callable[[Path], None]:
    """Return what writes the feed into the new folder of the site that is `old`. It raises OSError and OutputError."""
    from datetime import UTC, datetime

    from nightcue.bedside.feed.writing import write_feeds
    from nightcue.storage.paths import feed_published

    routines = routines_of_the_feed(choices, tracks)
    return lambda site: write_feeds(site, old, routines, choices, feed_published(), datetime.now(UTC))


def routines_of_the_feed(choices: FeedChoices, tracks: PageTracks) -> list[Routine]:
    """Return each routine in its usual form, with its track or its chapters; a rescue stays whole.

    Of a programme it is each of its tracks, with the weeks that it is for.
    """
    from nightcue.bedside.feed.episodes import Routine

    usual: dict[tuple[str, str], tuple[Listed, Path]] = {}
    for each, track in tracks.made:
        usual.setdefault((each.name, each.language), (each, track))
    found: dict[Path, Routine] = {}
    for each, track in usual.values():
        files = tracks.chapters.get(track, (track,)) if choices.of == "chapters" else (track,)
        # weeks of a programme may share a track
        weeks = (*(found[track].weeks if track in found else ()), each.programme.week) if each.programme else ()
        name = found[track].name if track in found else each.name
        found[track] = Routine(name, each.language, each.page, each.title, each.summary, files, weeks)
    return [*found.values()]


def tell_feed(site: Path, choices: FeedChoices, other_keys: Iterable[str] = ()) -> None:
    """Say where the feeds of a site are, with a QR code of the page that opens each in an app."""
    folder = choices.folder(site)
    if any(other_keys):
        tell("note: the feed that was there had another key; its address leads nowhere now", err=True)
    if choices.at is None:
        tell(f"{folder}  the feed as folders, for Audiobookshelf")
        again = f"nightcue site {shlex.quote(str(site))} --at https://example.org/night"
        tell(f"note: a podcast app needs the address that {site} has on the web; say it once: {again}", err=True)
        return
    for language, address in addresses_of_the_feed(site):
        tell_address(language, address)
    tell("open that page on the phone; whoever has the address can hear the feed")


def tell_address(language: str, page: str) -> None:
    """Say where the feed in one language is, by the address of its page, and draw the QR code of that."""
    tell(f"the feed ({language})    {page}")
    if find_spec("segno") is None:
        tell("note: what draws the QR code is missing: pip install 'nightcue[web]'", err=True)
        return
    from nightcue.commands.qr_code import draw_qr_code

    draw_qr_code(page)


def addresses_of_the_feed(site: Path) -> list[tuple[str, str]]:
    """Return each language that a site has a feed in, and the address of the page that opens it in an app."""
    from nightcue.bedside.feed.choices import kept_choices
    from nightcue.bedside.feed.front import FRONT
    from nightcue.bedside.feed.rss import NAME

    feeds = [choices for key in keys_in(site) if (choices := kept_choices(site, key))]
    return [
        (language, choices.address(language, FRONT))
        for choices in feeds
        for language in sorted(path.parent.name for path in choices.folder(site).glob(f"*/{NAME}"))
    ]


def keys_in(site: Path) -> set[str]:
    """Return the keys of the feeds that a site has."""
    from nightcue.bedside.feed.choices import FEED, KEPT

    return {path.parent.name for path in (site / FEED).glob(f"*/{KEPT}")}

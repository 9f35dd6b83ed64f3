"""Writing the feeds of a site: for each language a folder with its episodes, as Audiobookshelf reads it too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from nightcue.bedside.feed.choices import FEED, FeedChoices, keep_choices
from nightcue.bedside.feed.episodes import Episode, Routine, episodes_of
from nightcue.bedside.feed.front import FRONT, NOTHING, front_page
from nightcue.bedside.feed.published import Log, publish, published_in
from nightcue.bedside.feed.rss import CATEGORY, CHAPTERS, COVER, NAME, TRACK, WORDS, as_rss
from nightcue.bedside.feed.said import FeedWords, words_in
from nightcue.timeline.webvtt import webvtt

STYLE = "feed.css"
BOOKSHELF = "metadata.json"
"""What Audiobookshelf reads of a podcast beside its episodes."""


def write_feeds(
    site: Path, old: Path, routines: Iterable[Routine], choices: FeedChoices, kept: Path, now: datetime
) -> None:
    """Write a feed for each language of `routines` into the new folder of a site, which takes the place of `old`.

    What is in `old` already stays the same episode; since when each is there is kept in the file `kept` too.
    Without the address of the site there is no feed.xml and no page, and all the rest. Raises OSError, OutputError.
    """
    feeds = _by_language(routines, choices)
    before = published_in(choices.folder(old).glob(f"*/{NAME}"))
    log = publish([each.digest for episodes in feeds.values() for each in episodes], before, kept, now)
    choices.folder(site).mkdir(parents=True)
    for folder in (site / FEED, choices.folder(site)):
        (folder / FRONT).write_bytes(NOTHING)
    (site / FEED / STYLE).write_bytes((files("nightcue.bedside.feed") / STYLE).read_bytes())
    keep_choices(choices, site)
    for language, episodes in feeds.items():
        folder = choices.folder(site) / language
        folder.mkdir()
        _write_feed(folder, language, episodes, log, choices)


def _by_language(routines: Iterable[Routine], choices: FeedChoices) -> dict[str, list[Episode]]:
    feeds: dict[str, list[Routine]] = {}
    for routine in routines:
        feeds.setdefault(routine.feed, []).append(routine)
    return {language: episodes_of(those, choices.of == "chapters") for language, those in feeds.items()}


def _write_feed(folder: Path, language: str, episodes: list[Episode], log: Log, choices: FeedChoices) -> None:
    said = words_in(language)
    for episode in episodes:
        for ending, content in _files_of(episode, said).items():
            (folder / f"{episode.stem}{ending}").write_bytes(content)
    (folder / COVER).write_bytes((files("nightcue.audio") / "podcast_cover.png").read_bytes())
    (folder / BOOKSHELF).write_bytes(_for_the_bookshelf(language, said))
    if choices.at is not None:
        (folder / NAME).write_bytes(as_rss(language, said, episodes, log, choices))
        (folder / FRONT).write_bytes(front_page(language, said, choices))


def _files_of(episode: Episode, said: FeedWords) -> dict[str, bytes]:
    """Return the track, its words and its chapters, by their endings."""
    words = webvtt(episode.routine.language, said.of_the_title(episode), episode.lines)
    chapters = [{"startTime": round(start, 3), "title": title} for start, title in episode.chapters]
    listed = json.dumps({"version": "1.2.0", "chapters": chapters}, ensure_ascii=False)
    return {
        TRACK: episode.content(),
        WORDS: words.encode("utf-8", "replace"),
        CHAPTERS: listed.encode("utf-8", "replace"),
    }


def _for_the_bookshelf(language: str, said: FeedWords) -> bytes:
    about = {
        "title": said.title,
        "author": "nightcue",
        "description": said.of_the_feed(),
        "language": language,
        "genres": [CATEGORY],
        "tags": [],
        "explicit": False,
        "podcastType": "serial",
    }
    return json.dumps(about, ensure_ascii=False, indent=2).encode()

"""A feed as RSS 2.0, with Apple's names for podcasts and those of podcastindex.org.

What has to be there, and in which words: https://podcasters.apple.com/support/823-podcast-requirements and
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md.
"""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as Xml
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from nightcue.bedside.feed.choices import FeedChoices
from nightcue.bedside.feed.episodes import Episode
from nightcue.bedside.feed.published import Log, Published
from nightcue.bedside.feed.said import FeedWords

NAME = "feed.xml"
COVER = "cover.png"
TRACK, WORDS, CHAPTERS = ".mp3", ".vtt", ".chapters.json"
"""The endings of the files of an episode."""

CATEGORY = "Health & Fitness"
"""One of those that Apple knows."""

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"

_PODCAST_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace that podcastindex.org names for the identity of a feed."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 file may hold, however it is written (section 2.2)."""


def as_rss(language: str, said: FeedWords, episodes: Sequence[Episode], log: Log, choices: FeedChoices) -> bytes:
    """Return the feed in one language, in UTF-8: the same bytes for the same episodes, log and choices."""
    for prefix, namespace in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
        Xml.register_namespace(prefix, namespace)
    rss = Xml.Element("rss", {"version": "2.0"})
    channel = Xml.SubElement(rss, "channel")
    _describe(channel, language, said, max(log[each.digest].date for each in episodes), choices)
    for episode in episodes:
        _add_item(channel, language, said, episode, log[episode.digest], choices)
    Xml.indent(rss, "")
    written: bytes = Xml.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def xml_text(text: str) -> str:
    """Return `text` on one line, without what XML cannot hold."""
    return " ".join(_NO_XML.sub(" ", text).split())


def _describe(channel: Xml.Element, language: str, said: FeedWords, latest: datetime, choices: FeedChoices) -> None:
    _add(channel, "title", said.title)
    _add(channel, "link", f"{choices.at}/")
    _add(channel, "description", said.of_the_feed())
    _add(channel, "language", language)
    _add(channel, "generator", "nightcue")
    for name in ("pubDate", "lastBuildDate"):
        _add(channel, name, format_datetime(latest, usegmt=True))
    itself = {"href": choices.address(language, NAME), "rel": "self", "type": "application/rss+xml"}
    _add(channel, f"{{{ATOM}}}link", **itself)
    _add(channel, f"{{{ITUNES}}}image", href=choices.address(language, COVER))
    _add(channel, f"{{{ITUNES}}}category", text=CATEGORY)
    _add(channel, f"{{{ITUNES}}}explicit", "false")
    _add(channel, f"{{{ITUNES}}}author", "nightcue")
    _add(channel, f"{{{ITUNES}}}type", "serial")
    # in no directory, and to be taken over by no other host
    _add(channel, f"{{{ITUNES}}}block", "Yes")
    _add(channel, f"{{{PODCAST}}}block", "yes")
    _add(channel, f"{{{PODCAST}}}locked", "yes")
    # by the key alone, so that it stays the same where the site moves
    _add(channel, f"{{{PODCAST}}}guid", str(uuid.uuid5(_PODCAST_GUIDS, f"{choices.key}/{language}")))


def _add_item(
    channel: Xml.Element, language: str, said: FeedWords, episode: Episode, published: Published, choices: FeedChoices
) -> None:
    item = Xml.SubElement(channel, "item")
    _add(item, "title", said.of_the_title(episode))
    _add(item, "description", said.of_an_episode(episode))
    _add(item, "guid", published.guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(published.date, usegmt=True))
    track = choices.address(language, episode.stem + TRACK)
    _add(item, "enclosure", url=track, length=str(episode.size), type="audio/mpeg")
    _add(item, f"{{{ITUNES}}}duration", str(round(episode.seconds)))
    _add(item, f"{{{ITUNES}}}explicit", "false")
    _add(item, f"{{{ITUNES}}}episodeType", "full")
    if choices.of == "chapters":
        _add(item, f"{{{ITUNES}}}season", str(episode.season))
    _add(item, f"{{{ITUNES}}}episode", str(episode.number))
    chapters = choices.address(language, episode.stem + CHAPTERS)
    _add(item, f"{{{PODCAST}}}chapters", url=chapters, type="application/json+chapters")
    words = {"url": choices.address(language, episode.stem + WORDS), "type": "text/vtt", "rel": "captions"}
    _add(item, f"{{{PODCAST}}}transcript", **words, language=episode.routine.language)


def _add(parent: Xml.Element, name: str, content: str | None = None, /, **values: str) -> None:
    element = Xml.SubElement(parent, name, {key: xml_text(value) for key, value in values.items()})
    if content is not None:
        element.text = xml_text(content)

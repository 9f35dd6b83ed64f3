"""What a podcast feed has to hold, as Apple, podcastindex.org and RSS 2.0 say; no package on PyPI checks it offline.

https://podcasters.apple.com/support/823-podcast-requirements (tags, cover, enclosures)
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md (guid, locked, block, chapters, transcript)
https://www.rssboard.org/rss-specification (which elements there are, and how often)
"""

import io
import json
import re
import uuid
import xml.etree.ElementTree as Xml
from collections import Counter
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

import tinytag
import webvtt
from PIL import Image

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"

ONCE_IN_A_CHANNEL = [
    "title", "link", "description", "language", "pubDate", "lastBuildDate", "generator",
    *(ITUNES + name for name in ("image", "category", "explicit", "author", "type", "block")),
    *(PODCAST + name for name in ("guid", "locked", "block")),
    ATOM + "link",
]  # fmt: skip
ONCE_IN_AN_ITEM = [
    "title", "description", "guid", "pubDate", "enclosure",
    *(ITUNES + name for name in ("duration", "explicit", "episodeType", "episode")),
    *(PODCAST + name for name in ("chapters", "transcript")),
]  # fmt: skip
MAY_BE_IN_AN_ITEM = [ITUNES + "season"]


def see_feed(content, files, base):
    """Assert that the feed with this content keeps to the rules; `files` are those of the site that is at `base`.

    Returns its items as elements.
    """
    rss = Xml.fromstring(content)
    assert content.startswith(b"<?xml")
    assert (rss.tag, rss.attrib) == ("rss", {"version": "2.0"})
    (channel,) = rss
    items = channel.findall("item")
    see_elements([each for each in channel if each.tag != "item"], ONCE_IN_A_CHANNEL)
    assert channel.find(ITUNES + "category").attrib == {"text": "Health & Fitness"}
    assert [channel.findtext(ITUNES + name) for name in ("explicit", "type", "block")] == ["false", "serial", "Yes"]
    assert [channel.findtext(PODCAST + name) for name in ("locked", "block")] == ["yes", "yes"]
    assert uuid.UUID(channel.findtext(PODCAST + "guid")).version == 5
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)*", channel.findtext("language"))
    itself = channel.find(ATOM + "link").attrib
    assert (itself["rel"], itself["type"]) == ("self", "application/rss+xml")
    assert at(files, itself["href"], base) == content
    see_cover(at(files, channel.find(ITUNES + "image").attrib["href"], base))
    for item in items:
        see_item(item, files, base)
    assert len({item.findtext("guid") for item in items}) == len(items) > 0
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert parsedate_to_datetime(channel.findtext("pubDate")) == max(dates)
    return items


def see_item(item, files, base):
    see_elements([each for each in item if each.tag not in MAY_BE_IN_AN_ITEM], ONCE_IN_AN_ITEM)
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert parsedate_to_datetime(item.findtext("pubDate")).utcoffset().total_seconds() == 0
    enclosure = item.find("enclosure").attrib
    assert enclosure["type"] == "audio/mpeg"
    assert urlsplit(enclosure["url"]).path.endswith(".mp3")  # Apple goes by the ending
    track = at(files, enclosure["url"], base)
    assert int(enclosure["length"]) == len(track)
    heard = tinytag.TinyTag.get(filename="track.mp3", file_obj=io.BytesIO(track)).duration
    assert abs(int(item.findtext(ITUNES + "duration")) - heard) <= 1
    assert int(item.findtext(ITUNES + "episode")) > 0
    assert item.findtext(ITUNES + "episodeType") == "full"
    chapters = item.find(PODCAST + "chapters").attrib
    assert chapters["type"] == "application/json+chapters"
    see_chapters(json.loads(at(files, chapters["url"], base)), heard)
    words = item.find(PODCAST + "transcript").attrib
    assert (words["type"], words["rel"]) == ("text/vtt", "captions")
    lines = [*webvtt.from_buffer(io.BytesIO(at(files, words["url"], base)), format="vtt")]
    assert lines
    assert max(line.end_in_seconds for line in lines) <= heard + 1


def see_elements(found, wanted):
    """Each element once, in any order, with a text without spaces around it or with values."""
    assert Counter(each.tag for each in found) == Counter(wanted)
    for each in found:
        texts = [each.text] if each.text is not None else [*each.attrib.values()]
        assert texts
        assert all(text and text == text.strip() for text in texts)


def see_chapters(said, heard):
    assert said["version"] == "1.2.0"
    starts = [chapter["startTime"] for chapter in said["chapters"]]
    assert starts == sorted(starts)
    assert all(0 <= start < heard + 1 for start in starts)
    assert starts[0] < 1
    assert all(isinstance(chapter["title"], str) for chapter in said["chapters"])


def see_cover(content):
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
        assert image.width == image.height
        assert 1400 <= image.width <= 3000


def at(files, url, base):
    """The file of the site that is at `base` that this address leads to."""
    assert url.startswith(f"{base}/")
    assert url.isascii()
    return (files / unquote(url.removeprefix(f"{base}/"))).read_bytes()

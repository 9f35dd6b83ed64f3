"""A feed of any titles is whole XML, says what was written, and is the same bytes each time."""

import xml.etree.ElementTree as Xml
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.bedside.feed.choices import FeedChoices, site_address
from nightcue.bedside.feed.episodes import Episode, Routine
from nightcue.bedside.feed.published import Published, publish, published_in
from nightcue.bedside.feed.rss import as_rss, xml_text
from nightcue.bedside.feed.said import words_in

NOW = datetime(2026, 11, 24, 22, 10, tzinfo=UTC)
CHOICES = FeedChoices("chapters", "the-key", "https://example.org/night")
NASTY = [
    "\x00",
    "\x0b",
    "\x1b[31m",
    "\ud800",
    "\uffff",
    "\u202e",
    "\u2028",
    "😴",
    "]]>",
    "<b>",
    "&amp;",
    "{chapter}",
    "%s",
]
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), max_size=6).map("".join)


def episode(title, summary, name="odd", digest="d"):
    routine = Routine(name, "en", "en", title, summary, (Path("a"), Path("b")))
    return Episode(title, routine, Path("a"), f"01-{name}", digest, 5, 61.4, 1, 1, ((0.0, title),), ())


@pytest.mark.parametrize("language", ["en", "es"])
@given(title=TEXTS, summary=TEXTS, name=st.text(max_size=8))
def test_any_title_comes_back_from_three_readers_without_what_xml_cannot_hold(language, title, summary, name):
    made = [episode(title, summary, name)]
    content = as_rss(language, words_in(language), made, {"d": Published("d", NOW)}, CHOICES)
    assert as_rss(language, words_in(language), made, {"d": Published("d", NOW)}, CHOICES) == content
    (item,) = Xml.fromstring(content).iter("item")
    wanted = " ".join(xml_text(f"{title}: {title}").split())
    assert item.findtext("title") == wanted
    first, *_ = unescape(item.findtext("description")).removeprefix("<p>").split("</p>")
    assert first.strip() == xml_text(summary) or not summary.strip() or "</p>" in summary
    assert item.find("enclosure").attrib["url"].isascii()
    (one,) = podcastparser.parse("https://example.org", _lines(content))["episodes"]
    assert one["guid"] == "urn:sha256:d"
    parsed = feedparser.parse(content)
    assert not parsed.bozo
    assert parsed.entries[0].id == "urn:sha256:d"


def _lines(content):
    from io import BytesIO

    return BytesIO(content)


def dates(path, digests, now, before=()):
    """The guid, in short, and the seconds after NOW of each."""
    made = publish(digests, {each.digest: each for each in before}, path, now)
    return [(made[each].guid.removeprefix("urn:sha256:"), (made[each].date - NOW).total_seconds()) for each in digests]


def test_the_same_digests_keep_their_dates_and_new_ones_come_later_in_their_order(tmp_path):
    path = tmp_path / "data/feed/published.json"
    assert dates(path, "abc", NOW) == [("a", -2), ("b", -1), ("c", 0)]
    assert dates(path, "cba", NOW + timedelta(days=9)) == [("c", 0), ("b", -1), ("a", -2)]
    # a clock that has not gone on, or was set back
    assert dates(path, "ade", NOW) == [("a", -2), ("d", 1), ("e", 2)]
    assert dates(path, "f", NOW + timedelta(hours=1)) == [("f", 3600)]


def test_what_comes_back_into_a_feed_is_another_episode(tmp_path):
    path = tmp_path / "published.json"
    dates(path, "ab", NOW)
    before = [Published("b", NOW), Published("c", NOW + timedelta(seconds=9))]
    assert dates(path, "ab", NOW, before) == [("a#2", 10), ("b", 0)]
    assert dates(path, "ab", NOW + timedelta(days=1)) == [("a#2", 10), ("b", 0)]  # the site was deleted meanwhile


def test_what_a_feed_holds_is_read_from_it(tmp_path):
    log = {"d": Published("d", NOW, 3)}
    (tmp_path / "feed.xml").write_bytes(as_rss("en", words_in("en"), [episode("a", "b")], log, CHOICES))
    (tmp_path / "other.xml").write_text("<rss><item><guid>x</guid></item>")
    (tmp_path / "another.xml").write_text("<rss><item><guid>urn:sha256:e#x</guid><pubDate>now</pubDate></item></rss>")
    assert published_in(tmp_path / name for name in ("another.xml", "feed.xml", "other.xml", "none.xml")) == log


@pytest.mark.parametrize("kept", ["", "[]", '{"a": 5}', '{"a": ["yesterday", 1]}', "null", "[" * 9_999])
def test_dates_that_are_damaged_begin_anew(tmp_path, kept):
    path = tmp_path / "published.json"
    path.write_text(kept)
    assert dates(path, "a", NOW) == [("a", 0)]
    assert dates(path, "a", NOW + timedelta(days=1)) == [("a", 0)]


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://example.org/night/", "https://example.org/night"),
        ("HTTP://192.168.1.5:8642", "http://192.168.1.5:8642"),
        (" https://example.org/mi noche/ñ ", "https://example.org/mi%20noche/%C3%B1"),
        ("https://casa.españa.example/", "https://casa.xn--espaa-rta.example"),
        ("http://[fe80::1]:80/a", "http://[fe80::1]:80/a"),
    ],
)
def test_the_address_of_a_site_is_made_such_that_every_program_takes_it(said, address):
    assert site_address(said) == address


@pytest.mark.parametrize(
    ("language", "weeks", "title"),
    [
        ("en", (), "Calves"),
        ("en", (2,), "Calves, week 2"),
        ("en", (3, 4), "Calves, weeks 3, 4"),
        ("es", (3, 4), "Calves, semanas 3, 4"),
    ],
)
def test_a_track_of_a_programme_says_which_weeks_it_is_for(language, weeks, title):
    made = replace(episode("Calves", ""), routine=Routine("calves/3", "en", "en", "Calves", "", (Path("a"),), weeks))
    content = as_rss(language, words_in(language), [made], {"d": Published("d", NOW)}, CHOICES)
    assert Xml.fromstring(content).findtext("channel/item/title") == title

"""The podcast feed that `nightcue site` writes, as podcast programs read it."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

import feedparser
import podcastparser
import pytest
from click.testing import CliRunner
from mutagen.id3 import ID3

from nightcue.bedside.page_entry import facts_of
from nightcue.commands import nightcue
from nightcue.language.locale_files import words_of
from podcast_rules import ITUNES, see_feed

pytestmark = pytest.mark.once

BASE = "https://example.org/night"
HOSTILE = r"""
title: "</title><script>alert(1)</script> Tom & Jerry's ]]> 😴 夜 \"q\" &amp; %s {{chapter}}"
summary: "<b>Bold</b> & <img src=x onerror=alert(1)> summary ]]>"
language: LANG
steps:
  - chapter: "<One> & ünö 🌙"
  - say: ONE
  - chapter: "Two ]]> {{routine}}"
  - say: HELP
"""
LINES = {
    "en": ("Lie <down> & rest.", "If a leg is swollen or warm, get medical help. This is not medical advice."),
    "es": ("Acuéstese <así> & quieto.", "Si una pierna está hinchada, pida ayuda médica. Esto no es consejo médico."),
}  # fmt: skip
RESCUE = """
title: Rescue
steps:
  - say: Straighten your leg, and pull your foot up towards your face.
  - pause: 70s
  - say: If one leg is swollen, warm, or red, get medical help at once. This is not medical advice.
"""


@pytest.fixture
def run(folder, known_voice, monkeypatch):
    """Runs `nightcue site site`; there are a hostile routine in two languages, and a rescue."""
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    for language, (first, last) in LINES.items():
        (folder / "routines" / language).mkdir(parents=True)
        text = HOSTILE.replace("LANG", language).replace("ONE", json.dumps(first)).replace("HELP", json.dumps(last))
        (folder / f"routines/{language}/odd & {language}.yaml").write_text(text, encoding="utf-8")
    (folder / "routines/rescue.yaml").write_text(RESCUE)
    odd = [f"routines/{language}/odd & {language}.yaml" for language in LINES]

    def call(*words, routines=("rescue", *odd), code=0):
        done = CliRunner().invoke(nightcue, ["site", "site", *routines, *words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert done.exit_code == code, done.output
        return done

    return call


def key_of(folder):
    return (folder / "data/feed/key").read_text().strip()


def feeds(folder):
    """The folder of each feed, by its language."""
    below = folder / "site/nightcue-feed" / key_of(folder)
    return {path.name: path for path in sorted(below.iterdir()) if path.is_dir()}


def read(folder, language="en"):
    parsed = feedparser.parse((feeds(folder)[language] / "feed.xml").read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def items(folder, language="en"):
    return see_feed((feeds(folder)[language] / "feed.xml").read_bytes(), folder / "site", BASE)


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_language_has_a_feed_that_keeps_to_the_rules_and_that_two_readers_read(run, folder):
    done = run("--at", f"{BASE}/")
    assert [*feeds(folder)] == ["en", "es"]
    assert f"{BASE}/nightcue-feed/{key_of(folder)}/es/index.html" in done.output
    for language, place in feeds(folder).items():
        assert len(items(folder, language)) == (2 if language == "en" else 1)
        first, second = read(folder, language), podcastparser.parse(BASE, (place / "feed.xml").open("rb"))
        assert (first.feed.title, first.feed.language) == (second["title"], language)
        assert [each.id for each in first.entries] == [each["guid"] for each in second["episodes"]]
        odd, same = first.entries[-1], second["episodes"][-1]
        assert "Tom & Jerry's ]]> 😴" in same["title"]
        (enclosure,) = odd.enclosures
        assert enclosure.href == same["enclosures"][0]["url"]
        assert int(enclosure.length) == same["enclosures"][0]["file_size"]
        assert same["total_time"] == int(odd.itunes_duration)
        assert odd.podcast_transcript["url"].endswith(".vtt")  # podcastparser knows an older name of these alone
        assert odd.podcast_chapters["url"].endswith(".chapters.json")


@pytest.mark.parametrize("language", ["en", "es"])
def test_markup_in_a_title_or_a_summary_is_shown_and_not_obeyed(run, folder, language):
    run("--at", BASE)
    odd = items(folder, language)[-1]
    assert odd.findtext("title").startswith("</title><script>alert(1)</script> Tom & Jerry's ]]> 😴 ")
    described = odd.findtext("description")
    assert described.startswith("<p>&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;img src=x onerror=alert(1)&gt; sum")
    assert set(re.findall("<[^>]*>", described)) == {"<p>", "</p>"}
    assert [chapter["title"] for chapter in chapters_of(folder, language)] == ["<One> & ünö 🌙", "Two ]]> {routine}"]


def chapters_of(folder, language):
    (file,) = feeds(folder)[language].glob("*odd*.chapters.json")
    return json.loads(file.read_text(encoding="utf-8"))["chapters"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_notice_and_when_to_get_help_are_in_the_feed_and_in_every_episode(run, folder, language):
    run("--at", BASE)
    told = [words_of("page", language)["advice"], facts_of(language)["help"], words_of("feed", language)["settings"]]
    bookshelf = json.loads((feeds(folder)[language] / "metadata.json").read_text(encoding="utf-8"))
    page = (feeds(folder)[language] / "index.html").read_text(encoding="utf-8")
    for said in told:
        assert said in bookshelf["description"]
        assert said in page
        assert said in read(folder, language).feed.description
        assert all(said in entry.description for entry in read(folder, language).entries)


def test_a_feed_that_is_written_again_is_the_same_to_the_byte(run, folder):
    run("--at", BASE)
    before = contents(folder / "site")
    run()  # neither the address nor the feed has to be said again
    assert contents(folder / "site") == before
    run("--feed", "none")
    assert not (folder / "site/nightcue-feed").exists()
    run("--at", BASE)
    assert contents(folder / "site") == before


def test_a_track_that_has_changed_is_another_episode_later_than_all_others(run, folder):
    run("--at", BASE)
    before = {entry.title: entry for entry in read(folder).entries}
    rescue = folder / "routines/rescue.yaml"
    rescue.write_text(rescue.read_text().replace("70s", "60s"))
    run()
    after = {entry.title: entry for entry in read(folder).entries}
    assert [*after] == [*before]
    (other,) = before.keys() - {"Rescue"}
    assert after[other] == before[other]
    assert after["Rescue"].id != before["Rescue"].id
    assert after["Rescue"].enclosures[0].href != before["Rescue"].enclosures[0].href
    assert int(after["Rescue"].itunes_duration) == int(before["Rescue"].itunes_duration) - 10
    assert max(entry.published_parsed for entry in before.values()) < after["Rescue"].published_parsed
    assert len([*feeds(folder)["en"].glob("*.mp3")]) == 2  # the old one is gone
    rescue.write_text(RESCUE)
    run()
    again = {entry.title: entry for entry in read(folder).entries}["Rescue"]
    assert again.id not in (before["Rescue"].id, after["Rescue"].id)  # a phone would take the first one for old
    assert again.published_parsed > after["Rescue"].published_parsed


def test_the_words_are_those_that_are_written_beside_a_track(run, folder):
    run("--at", BASE)
    build = CliRunner().invoke(nightcue, ["build", "routines/en/odd & en.yaml", "--with", "vtt", "-o", "beside/"])
    assert build.exit_code == 0, build.output
    (words,) = feeds(folder)["en"].glob("*odd*.vtt")
    (beside,) = (folder / "beside").glob("*.vtt")
    assert words.read_text(encoding="utf-8").split("\n\n")[2:] == beside.read_text(encoding="utf-8").split("\n\n")[2:]
    assert "Lie &lt;down&gt; &amp; rest." in words.read_text(encoding="utf-8")


def test_chapters_are_episodes_in_order_and_a_rescue_stays_whole(run, folder):
    run("--at", BASE, "--feed", "chapters")
    found = items(folder)
    numbers = [(item.findtext(ITUNES + "season"), item.findtext(ITUNES + "episode")) for item in found]
    assert numbers == [("1", "1"), ("2", "1"), ("2", "2")]
    titles = [item.findtext("title") for item in found]
    assert titles[0] == "Rescue"
    assert all("%s {chapter}: " in title for title in titles[1:])
    assert [title.rpartition(": ")[2] for title in titles[1:]] == ["<One> & ünö 🌙", "Two ]]> {routine}"]
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in found]
    assert [later - earlier for earlier, later in pairwise(dates)] == [timedelta(seconds=1)] * 2
    before = contents(folder / "site")
    run()
    assert contents(folder / "site") == before


def test_a_copy_of_a_routine_is_no_second_episode(run, folder):
    (folder / "routines/copy.yaml").write_text(RESCUE)
    run("--at", BASE, routines=("rescue", "copy"))
    assert [item.findtext("title") for item in items(folder)] == ["Rescue"]


def test_nothing_but_the_folder_itself_tells_the_key(run, folder):
    run("--at", BASE)
    key = key_of(folder)
    assert re.fullmatch(r"[\w-]{22}", key)
    below = folder / "site/nightcue-feed"
    for name, content in contents(folder / "site").items():
        if not name.startswith(f"nightcue-feed/{key}"):
            assert key.encode() not in content, name
    for listed in (below, below / key):  # where a web server would list what is in a folder
        assert b"<title>nightcue</title>" in (listed / "index.html").read_bytes()
    assert (folder / "data/feed/key").stat().st_mode & 0o077 == 0


def test_without_an_address_there_is_the_folder_for_audiobookshelf_and_a_sentence(run, folder):
    done = run("--feed", "routines")
    place = feeds(folder)["es"]
    assert not (place / "feed.xml").exists()
    assert not (place / "index.html").exists()
    assert {path.suffix for path in place.iterdir()} == {".mp3", ".vtt", ".json", ".png"}
    assert json.loads((place / "metadata.json").read_text(encoding="utf-8"))["language"] == "es"
    assert "note: a podcast app needs the address that site has on the web; say it once: nightcue site site --at" in (
        " ".join(done.output.split())
    )
    run("--at", "http://192.168.1.20:8000")
    assert (place / "feed.xml").exists()


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org", "https://", "https://a:b@example.org", "https://example.org/?a", "x" * 300,
     "https://example.org:port", "https://[::1", "//example.org", "https://example.org/#a", "https://a<b>.org",
     "https://a b"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_told_with_an_example(run, folder, address):
    done = run("--at", address, code=2)
    assert "is no address of a site; give all of it, such as https://example.org/night" in done.output
    assert not (folder / "site").exists()


def test_another_key_is_told_for_the_old_address_leads_nowhere(run, folder):
    run("--at", BASE)
    (folder / "data/feed/key").unlink()
    done = run()
    assert "the feed that was there had another key; its address leads nowhere now" in done.output
    assert len(feeds(folder)) == 2
    assert len([path for path in (folder / "site/nightcue-feed").iterdir() if path.is_dir()]) == 1


def test_a_page_in_one_file_has_no_feed(run, folder):
    done = CliRunner().invoke(nightcue, ["site", "--single", "one.html", "rescue", "--feed", "routines"])
    assert done.exit_code == 2
    assert "a feed is a folder" in done.output


def test_the_page_opens_the_feed_in_an_app_and_shows_the_address(run, folder):
    run("--at", BASE)
    page = (feeds(folder)["es"] / "index.html").read_text(encoding="utf-8")
    address = f"{BASE}/nightcue-feed/{key_of(folder)}/es/feed.xml"
    links = re.findall('href="([^"]*)"', page)
    assert links == ["../../feed.css", f"antennapod-subscribe://{address}", f"podcast://{address[8:]}", address]
    assert (folder / "site/nightcue-feed/feed.css").exists()
    assert '<html lang="es">' in page
    assert "Abrir en AntennaPod" in page


def test_an_answer_that_is_for_tonight_is_on_the_page_and_not_in_the_feed(run, folder, monkeypatch):
    tonight = "Sleep well, mum."
    monkeypatch.setattr(
        "nightcue.commands.answered.with_answer",
        lambda request: replace(request, opening=tonight, folder=folder / "tonight"),
    )
    done = run("--at", BASE, "--looked-at", "looked_at.json")
    scores = json.loads((folder / "site/scores.json").read_text(encoding="utf-8"))
    assert {lines["lines"][0]["text"] for lines in scores.values()} == {tonight}
    words = [path.read_text(encoding="utf-8") for place in feeds(folder).values() for path in place.glob("*.vtt")]
    assert len(words) == 3
    assert not any(tonight in each for each in words)
    assert "nightcue-feed" not in done.output  # it is told by nightcue serve


def test_what_draws_the_code_is_named_where_it_is_missing(run, folder, monkeypatch):
    monkeypatch.setattr("nightcue.commands.page_feed.find_spec", lambda _: None)
    done = run("--at", BASE)
    assert "what draws the QR code is missing: pip install 'nightcue[web]'" in done.output
    assert (feeds(folder)["en"] / "feed.xml").exists()


def test_a_folder_is_a_podcast_as_audiobookshelf_has_it(run, folder):
    """Its documentation: a folder in the library's, without folders in it, with episodes and at most one cover."""
    run("--feed", "routines")
    for language, place in feeds(folder).items():
        assert not any(path.is_dir() for path in place.iterdir())
        assert [path.name for path in place.iterdir() if path.suffix in (".png", ".jpg")] == ["cover.png"]
        about = json.loads((place / "metadata.json").read_text(encoding="utf-8"))
        assert (about["title"], about["language"]) == (words_of("feed", language)["title"], language)
        episodes = sorted(place.glob("*.mp3"))
        assert [path.name[:3] for path in episodes] == [f"{number:02}-" for number in range(1, len(episodes) + 1)]
        tags = ID3(episodes[-1])
        assert "Tom & Jerry" in str(tags["TIT2"])
        assert [str(chapter.sub_frames["TIT2"]) for chapter in tags.getall("CHAP")] == [
            chapter["title"] for chapter in chapters_of(folder, language)
        ]

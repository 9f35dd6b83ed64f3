"""Text over HTTP is packed for who takes it so; tracks never are."""

import gzip

import pytest

from nightcue.bedside.packing import LARGEST, takes_gzip

pytestmark = pytest.mark.once

TEXT = b"one two three " * 1000


@pytest.fixture
def page(site):
    (site / "page.js").write_bytes(TEXT)
    return "/page.js"


def test_text_is_packed_for_who_takes_it_and_whole_for_who_does_not(client, page):
    packed = client().ask(page, Accept_Encoding="br, gzip;q=0.8")
    assert gzip.decompress(packed.body) == TEXT
    assert len(packed.body) < len(TEXT) / 10
    assert (packed.headers["content-encoding"], packed.headers["content-length"]) == ("gzip", str(len(packed.body)))
    plain = client().ask(page)
    assert plain.body == TEXT
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert packed.headers["etag"] != plain.headers["etag"]


def test_head_tells_the_same_and_a_browser_that_has_it_is_sent_nothing(client, page):
    packed = client().ask(page, Accept_Encoding="gzip")
    head = client().ask(page, "HEAD", Accept_Encoding="gzip")
    assert (head.headers["content-length"], head.body) == (str(len(packed.body)), b"")
    again = client().ask(page, Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert (again.status, again.headers["vary"]) == (304, "accept-encoding")


def test_what_has_changed_is_packed_anew(client, page, site):
    client().ask(page, Accept_Encoding="gzip")
    (site / "page.js").write_bytes(TEXT[::-1])
    assert gzip.decompress(client().ask(page, Accept_Encoding="gzip").body) == TEXT[::-1]


def test_a_part_is_a_part_of_the_file_and_a_track_is_as_it_is(client, page, site):
    part = client().ask(page, Accept_Encoding="gzip", Range="bytes=4-6")
    assert (part.status, part.body) == (206, b"two")
    track = client().ask("/tracks/short.en.mp3", Accept_Encoding="gzip")
    assert track.body == bytes(range(100))
    assert "content-encoding" not in track.headers


def test_a_text_that_is_larger_than_any_of_the_page_is_not_held_in_memory(client, site):
    (site / "large.txt").write_bytes(b"x" * (LARGEST + 1))
    assert "content-encoding" not in client().ask("/large.txt", Accept_Encoding="gzip").headers


@pytest.mark.parametrize(
    ("accepts", "takes"),
    [("gzip", True), ("GZIP", True), ("br;q=1, gzip; q=0.5", True), ("gzip;q=0", False), ("gzip;q=0.000", False),
     ("", False), ("identity", False), ("x-gzipped", False)],
)  # fmt: skip
def test_what_a_browser_says_of_gzip(accepts, takes):
    assert takes_gzip(accepts) is takes

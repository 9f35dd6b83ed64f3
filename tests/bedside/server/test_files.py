"""Files over HTTP: whole, in part, unchanged, out of reach."""

import os
import sys
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path

import pytest

from web_client import until

pytestmark = pytest.mark.once

WHOLE = bytes(range(100))
TRACK = "/tracks/short.en.mp3"
LONG = 8_000_000


def test_the_front_page_and_a_track_with_their_types(client):
    page = client().ask("/")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<title>page</title>" in page.body
    track = client().ask(TRACK)
    assert (track.status, track.headers["content-type"], track.body) == (200, "audio/mpeg", WHOLE)
    assert track.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.js", "text/javascript; charset=utf-8"),
        ("page.css", "text/css; charset=utf-8"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("routines.json", "application/json"),
        ("icon.png", "image/png"),
        ("ICON.PNG", "image/png"),
        ("night.m4a", "audio/mp4"),
        ("thing.unknown", "application/octet-stream"),
    ],
)
def test_each_kind_of_file_says_what_it_is(site, client, name, kind):
    (site / name).write_bytes(b"x")
    assert client().ask(f"/{name}").headers["content-type"] == kind


def test_head_is_get_without_the_body_and_the_connection_goes_on(client):
    connection = client()
    head = connection.ask(TRACK, "HEAD")
    assert (head.status, head.headers["content-length"], head.body) == (200, "100", b"")
    got = connection.ask(TRACK)
    assert got.body == WHOLE
    assert {name: value for name, value in got.headers.items() if name != "date"} == {
        name: value for name, value in head.headers.items() if name != "date"
    }


@pytest.mark.parametrize(
    ("asked", "content_range", "body"),
    [
        ("bytes=10-19", "bytes 10-19/100", WHOLE[10:20]),
        ("bytes=90-", "bytes 90-99/100", WHOLE[90:]),
        ("bytes=-7", "bytes 93-99/100", WHOLE[93:]),
        ("bytes=0-1000", "bytes 0-99/100", WHOLE),
    ],
)
def test_a_part(client, asked, content_range, body):
    part = client().ask(TRACK, Range=asked)
    assert (part.status, part.headers["content-range"], part.body) == (206, content_range, body)
    assert part.headers["content-length"] == str(len(body))


def test_a_part_that_is_not_there_says_how_long_the_file_is_and_the_connection_goes_on(client):
    connection = client()
    part = connection.ask(TRACK, Range="bytes=100-")
    assert (part.status, part.headers["content-range"]) == (416, "bytes */100")
    assert connection.ask(TRACK, Range="bytes=99-").body == WHOLE[99:]


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=x", "lines=1-2", "bytes=0-1,3-4", "bytes=" + "0-0," * 3000])
def test_what_is_no_single_range_gets_the_whole_file(client, asked):
    whole = client().ask(TRACK, Range=asked)
    assert (whole.status, whole.body) == (200, WHOLE)
    assert "content-range" not in whole.headers


def test_head_knows_no_ranges(client):
    head = client().ask(TRACK, "HEAD", Range="bytes=0-9")
    assert (head.status, head.headers["content-length"]) == (200, "100")


def test_an_empty_file_is_there_whole_and_has_no_part(site, client):
    (site / "empty.txt").touch()
    connection = client()
    assert connection.ask("/empty.txt").status == 200
    assert connection.ask("/empty.txt", Range="bytes=0-").headers["content-range"] == "bytes */0"


def test_what_the_browser_has_is_not_sent_again(client):
    connection = client()
    headers = connection.ask(TRACK).headers
    tag, date = headers["etag"], headers["last-modified"]
    for asked in ({"If_None_Match": tag}, {"If_None_Match": f'"x", W/{tag}'}, {"If_None_Match": "*"}):
        kept = connection.ask(TRACK, **asked)
        assert (kept.status, kept.body, kept.headers["etag"]) == (304, b"", tag)
        assert "content-security-policy" in kept.headers
    assert connection.ask(TRACK, If_Modified_Since=date).status == 304
    assert connection.ask(TRACK, If_Modified_Since=date, Range="bytes=0-9").status == 304


@pytest.mark.parametrize(
    "asked",
    [
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": formatdate(0, usegmt=True)},
        {"If_Modified_Since": "yesterday"},
        {"If_Modified_Since": "Tue, 99 Jan 99999999 00:00:00 GMT"},
        {"If_None_Match": '"other"', "If_Modified_Since": formatdate(4e9, usegmt=True)},
    ],
)
def test_what_it_does_not_have_is_sent(client, asked):
    assert client().ask(TRACK, **asked).body == WHOLE


def test_a_part_of_the_same_version_and_the_whole_of_another(site, client):
    connection = client()
    headers = connection.ask(TRACK).headers
    for version in (headers["etag"], headers["last-modified"]):
        assert connection.ask(TRACK, Range="bytes=0-9", If_Range=version).status == 206
    for version in ('"other"', f"W/{headers['etag']}", formatdate(0, usegmt=True)):
        assert connection.ask(TRACK, Range="bytes=0-9", If_Range=version).status == 200
    (site / "tracks" / "short.en.mp3").write_bytes(b"another version, made since then")
    anew = connection.ask(TRACK, Range="bytes=0-9", If_Range=headers["etag"])
    assert (anew.status, anew.body) == (200, b"another version, made since then")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/tracks/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/tracks%2f..%2f..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%c0%afsecret.txt",
        "/index.html%00.mp3",
        "/%00",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/index.html::$DATA",
        "/index.html/",
        "/./index.html",
        "/tracks//short.en.mp3",
        "/tracks%2fshort.en.mp3",
        "/tracks",
        "/tracks/",
        "/.hidden",
        "/.git/config",
        "/tracks/.hidden",
        "/out.txt",
        "/out/secret.txt",
        "/hidden.txt",
        "/loop",
        "/pipe",
        "/missing.mp3",
        "/nights",
        "/" + "a" * 4000,
        "/%ff%fe",
        "/a%0d%0aSet-Cookie:x",
        "http://127.0.0.1/index.html",
    ],
)
def test_no_other_path_leads_to_anything(site, client, path):
    for hidden in (site / ".hidden", site / "tracks" / ".hidden", site / ".git" / "config"):
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_text("secret", encoding="utf-8")
    if sys.platform != "win32":
        (site / "out.txt").symlink_to("../secret.txt")
        (site / "out").symlink_to(site.parent)
        (site / "hidden.txt").symlink_to(".hidden")
        (site / "loop").symlink_to("loop")
        os.mkfifo(site / "pipe")
    connection = client()
    answer = connection.ask(path)
    assert answer.status == 404
    assert b"secret" not in answer.body
    assert "set-cookie" not in answer.headers
    assert connection.ask("/").status == 200


def test_a_link_that_stays_inside_and_a_name_in_another_language(site, client):
    (site / "mañana 1.txt").write_bytes(b"here")
    assert client().ask("/ma%C3%B1ana%201.txt").body == b"here"
    if sys.platform != "win32":
        (site / "again.mp3").symlink_to("tracks/short.en.mp3")
        assert client().ask("/again.mp3?version=2").body == WHOLE


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read here")
def test_a_file_that_may_not_be_read_is_not_found(site, client):
    (site / "page.css").touch(0o000)
    assert client().ask("/page.css").status == 404


def test_a_track_that_is_deleted_or_made_anew_while_it_is_sent_is_sent_to_its_end(site, client):
    track = site / "tracks" / "long.mp3"
    content, fresh = os.urandom(LONG), site / "fresh"
    for change in (track.unlink, lambda: fresh.replace(track)):
        track.write_bytes(content)
        fresh.write_bytes(bytes(LONG))
        connection = client()
        connection.send(b"GET /tracks/long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.file.peek(1)
        change()
        answer = connection.answer()
        assert (answer.status, answer.body == content) == (200, True)


def test_a_track_that_is_cut_short_while_it_is_sent_ends_with_the_connection_and_the_server_goes_on(site, client):
    track = site / "tracks" / "long.mp3"
    track.write_bytes(bytes(LONG))
    connection = client()
    connection.send(b"GET /tracks/long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.file.peek(1)
    os.truncate(track, 100)
    answer = connection.answer()
    assert answer.headers["content-length"] == str(LONG)
    assert len(answer.body) < LONG
    assert connection.is_closed()
    assert client().ask(TRACK).body == WHOLE


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
def test_for_who_hangs_up_in_the_middle_nothing_more_is_read(site, client):
    track = site / "tracks" / "short.en.mp3"
    os.truncate(track, 10**12)
    connection = client()
    connection.send(b"GET /tracks/short.en.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.file.peek(1)
    assert is_open(track)
    connection.close()
    until(lambda: not is_open(track))


def is_open(path):
    def there(link):
        with suppress(OSError):
            return link.readlink() == path

    return any(map(there, Path("/proc/self/fd").iterdir()))


def test_a_folder_that_is_gone_is_not_found_and_found_when_it_is_back(site, client):
    connection = client()
    site.rename(site.parent / "aside")
    assert connection.ask("/").status == 404
    (site.parent / "aside").rename(site)
    assert connection.ask("/").status == 200

"""What a guest, who is in the network and does not have the key, can reach; and who is no guest."""

import json
import os
import threading

import pytest

from nightcue.bedside import app
from nightcue.bedside.app import BODY_LIMIT
from nightcue.bedside.key import Key
from web_client import KEY, PATIENCE

pytestmark = pytest.mark.once

BODY = b'{"nights": [], "plays": []}'
HOST = "127.0.0.1:8642"
WRONG = {
    "none": None,
    "empty": "",
    "of another run": "the-key-of-other-tests",
    "in other letters": KEY.secret.upper(),
    "the beginning": KEY.secret[:-1],
    "more than it": KEY.secret + "s",
    "quoted": f'"{KEY.secret}"',
    "encoded": KEY.secret.replace("-", "%2d"),
    "beside another": f"{KEY.secret}, x",
    "the ticket": KEY.ticket,
    "no ASCII": "the-key-of-these-tests\xe9",
    "all there is": "*",
    "very long": "k" * 10_000,
}


@pytest.fixture
def tracks(site):
    """A track that everybody may have, one that says a name, and one that the list does not know."""
    names = {"short": False, "named": True}
    listed = [{"track": f"tracks/{name}.en.mp3", "named": named} for name, named in names.items()]
    (site / "routines.json").write_text(json.dumps({"routines": listed}), encoding="utf-8")
    for name in ("named", "unlisted"):
        (site / "tracks" / f"{name}.en.mp3").write_bytes(b"This is for Ana.")
    return site


def post(connection, body=BODY, **headers):
    usual = {"Origin": f"http://{HOST}", "Content_Type": "application/json", "Nightcue_Key": KEY.secret}
    return connection.ask("/nights", "POST", body, HOST, **{**usual, **headers})


@pytest.mark.parametrize("key", WRONG.values(), ids=WRONG)
def test_without_the_very_key_nothing_is_taken_and_nothing_opened(noting, diary, key):
    connection = noting()
    for answer in (post(connection, Nightcue_Key=key), connection.ask("/ticket", Nightcue_Key=key)):
        assert answer.status == 403
        assert "the key" in json.loads(answer.body)["problems"][0]
        assert KEY.secret.encode() not in answer.body
        assert KEY.ticket.encode() not in answer.body
    assert not diary


def test_a_key_said_twice_or_in_the_address_is_none(noting, diary):
    connection = noting()
    twice = f"POST /nights HTTP/1.1\r\nHost: {HOST}\r\nOrigin: http://{HOST}\r\nContent-Type: application/json\r\n"
    twice += f"Nightcue-Key: {KEY.secret}\r\n" * 2
    connection.send(f"{twice}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY)
    assert connection.answer().status == 403
    answer = noting().ask(f"/nights?key={KEY.secret}", "POST", BODY, HOST, Origin=f"http://{HOST}")
    assert answer.status == 403
    assert not diary


def test_the_key_does_not_let_another_page_in(noting, diary):
    assert post(noting(), Origin="http://elsewhere.example").status == 403
    assert not diary


def test_a_guest_is_refused_before_the_body_is_read(noting, diary):
    connection = noting()
    connection.send(f"POST /nights HTTP/1.1\r\nHost: {HOST}\r\nOrigin: http://{HOST}\r\n".encode())
    connection.send(b"Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n")
    assert connection.answer().status == 403
    assert not diary


def test_who_has_the_key_gets_the_ticket_and_no_browser_keeps_the_answer(noting):
    answer = noting().ask("/ticket", Nightcue_Key=KEY.secret)
    assert (answer.status, json.loads(answer.body)) == (200, {"ticket": KEY.ticket, "diaries": []})
    assert answer.headers["cache-control"] == "no-store"
    assert noting().ask("/ticket", "POST", Nightcue_Key=KEY.secret).status == 405


def test_the_ticket_is_not_the_key_and_of_another_key_another():
    assert KEY.ticket != KEY.secret
    assert Key("the-key-of-other-tests").ticket != KEY.ticket
    assert KEY.secret not in repr(KEY)


def test_a_guest_hears_what_says_nobodys_name_and_nothing_else(noting, tracks):
    connection = noting()
    for path, status in (
        ("/", 200),
        ("/routines.json", 200),
        ("/tracks/short.en.mp3", 200),
        ("/tracks/short.en.mp3?0123456789abcdef", 200),
        ("/tracks/named.en.mp3", 403),
        ("/tracks/named.en.mp3?0123456789abcdef", 403),
        (f"/tracks/named.en.mp3?{KEY.ticket.lower()}", 403),
        (f"/tracks/named.en.mp3?{KEY.ticket}x", 403),
        (f"/tracks/named.en.mp3?{KEY.secret}", 403),
        (f"/tracks/named.en.mp3?a={KEY.ticket}", 403),
        ("/tracks/%6eamed.en.mp3", 403),
        ("/tracks/unlisted.en.mp3", 403),
        ("/tracks/missing.en.mp3", 404),
        (f"/tracks/named.en.mp3?0123456789abcdef&{KEY.ticket}", 200),
        (f"/tracks/named.en.mp3?{KEY.ticket}", 200),
        (f"/tracks/unlisted.en.mp3?{KEY.ticket}", 200),
    ):
        for headers in ({}, {"Range": "bytes=0-3"}, {"If_None_Match": "*"}):
            answer = connection.ask(path, **headers)
            allowed = {200: (200, 206, 304)}.get(status, (status,))
            assert answer.status in allowed, (path, headers)
            assert (b"Ana" in answer.body) <= (status == 200)
        assert connection.ask(path, "HEAD").status == status


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_another_name_for_the_file_does_not_open_it(noting, tracks):
    (tracks / "open.mp3").symlink_to("tracks/named.en.mp3")
    (tracks / "more").symlink_to("tracks")
    for path in ("/open.mp3", "/more/named.en.mp3"):
        assert noting().ask(path).status == 403


@pytest.mark.parametrize(
    "written", [None, "{", "[]", '{"routines": 3}', '{"routines": [{"track": "tracks/short.en.mp3"}]}']
)
def test_where_the_list_does_not_say_so_no_track_is_for_guests(noting, tracks, written):
    path = tracks / "routines.json"
    path.unlink()
    if written:
        path.write_text(written, encoding="utf-8")
    assert noting().ask("/tracks/short.en.mp3").status == 403


def test_a_site_that_is_written_again_while_it_is_served_says_anew_what_guests_may_hear(noting, tracks):
    connection = noting()
    assert connection.ask("/tracks/short.en.mp3").status == 200
    (tracks / "routines.json").write_text('{"routines": []}', encoding="utf-8")
    assert connection.ask("/tracks/short.en.mp3").status == 403


def test_nights_sent_by_many_at_once_are_kept_one_after_the_other(serving):
    busy, most, lock = [0], [0], threading.Lock()

    def keep(payload, sender):
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        threading.Event().wait(0.01)
        with lock:
            busy[0] -= 1
        return {}

    connect = serving(keep=keep, key=KEY)
    body = BODY + b" " * (BODY_LIMIT - len(BODY))
    answers = []
    senders = [threading.Thread(target=lambda: answers.append(post(connect(), body).status)) for _ in range(12)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(PATIENCE)
    assert (answers, most) == ([200] * 12, [1])


def test_who_sends_a_body_byte_by_byte_is_not_waited_for(noting, diary, monkeypatch):
    monkeypatch.setattr(app, "BODY_SECONDS", 0.1)
    connection = noting()
    assert post(connection, b"{", Content_Length="1000").status == 408
    assert not diary


def test_a_feed_is_for_whoever_has_its_address_and_no_folder_of_it_is_listed(noting, tracks):
    place = tracks / "nightcue-feed" / "its-key" / "en"
    place.mkdir(parents=True)
    (place / "feed.xml").write_text("<rss/>", encoding="utf-8")
    (place / "01-named.en.mp3").write_bytes(b"This is for Ana.")
    for folder in (place, place.parent, place.parent.parent):
        (folder / "index.html").write_text("nothing", encoding="utf-8")
    guest = noting()
    answer = guest.ask("/nightcue-feed/its-key/en/feed.xml")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/rss+xml")
    part = guest.ask("/nightcue-feed/its-key/en/01-named.en.mp3", Range="bytes=0-3")  # as players go to a place
    assert (part.status, part.body) == (206, b"This")
    for listing in ("", "/", "/its-key", "/its-key/", "/its-key/en", "/its-key/en/", "/other-key/en/feed.xml"):
        assert noting().ask(f"/nightcue-feed{listing}").status == 404
    for other in ("/nightcue-feed/../tracks/named.en.mp3", "/nightcue-feed/%2e%2e/tracks/named.en.mp3"):
        assert noting().ask(other).status in (403, 404)

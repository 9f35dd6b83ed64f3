"""What every request has to keep to, and what every answer carries."""

from contextlib import suppress

import pytest

from nightcue.bedside import connections
from nightcue.bedside.listening_socket import HEADER_LIMIT
from web_client import KEY

pytestmark = pytest.mark.once

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self' blob: data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize(
    ("target", "method", "headers"),
    [
        ("/", "GET", {}),
        ("/", "HEAD", {}),
        ("/tracks/short.en.mp3", "GET", {"Range": "bytes=0-1"}),
        ("/tracks/short.en.mp3", "GET", {"Range": "bytes=500-"}),
        ("/tracks/short.en.mp3", "GET", {"If_None_Match": "*"}),
        ("/missing", "GET", {}),
        ("/", "DELETE", {}),
        ("/", "GET", {"host": "elsewhere.example"}),
    ],
)
def test_every_answer_says_what_the_browser_may_do(client, target, method, headers):
    answer = client().ask(target, method, **headers).headers
    assert set(answer["content-security-policy"].split("; ")) == POLICY
    assert answer["x-content-type-options"] == "nosniff"
    assert answer["referrer-policy"] == "no-referrer"
    assert answer["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer
    assert "server" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MKCOL", "get"])
def test_other_methods_are_not_allowed_and_the_right_ones_are_named(client, method):
    answer = client().ask("/", method)
    assert answer.status == 405
    assert {name.strip() for name in answer.headers["allow"].split(",")} == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost:8642",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]:8642",
        "192.168.1.20:8642",
        "[fe80::1]",
        "My-Pc:80",
    ],
)
def test_our_own_names_and_any_address_are_answered(client, host):
    assert client().ask("/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "elsewhere.example:8642",
        "localhost.elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "other-pc",
        "localhost@elsewhere.example",
        "localhost:80:80",
        "localhost:x",
        "[::1",
        "[localhost]",
        "",
        "localhost/",
    ],
)
def test_a_foreign_name_is_refused_whatever_it_asks(client, host):
    for target, method in (("/", "GET"), ("/missing", "GET"), ("/nights", "POST")):
        assert client().ask(target, method, host=host).status == 403


def test_without_a_name_nothing_is_answered(client):
    assert client().ask("/", host=None).status == 400
    old = client()
    old.send(b"GET / HTTP/1.0\r\n\r\n")
    assert old.answer().status == 403
    assert old.is_closed()
    two = client()
    two.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example\r\n\r\n")
    assert two.answer().status == 400


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"x" * 500_000),
        ({"Content_Length": "0"}, b""),
        ({"Transfer_Encoding": "chunked", "Content_Length": None}, b"5\r\nhello\r\n0\r\n\r\n"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_a_body_that_nobody_wants_is_passed_over_and_the_connection_goes_on(client, method, headers, body):
    connection = client()
    assert connection.ask("/", method, body, **headers).status == (405 if method == "PUT" else 200)
    assert connection.ask("/tracks/short.en.mp3").body == bytes(range(100))


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_body_that_goes_on_for_ever_ends_soon_after_the_answer(client, method, monkeypatch):
    connection = client()
    assert connection.ask("/").status == 200
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.2)
    assert connection.ask("/", method, Content_Length=str(10**12)).status in (200, 405)
    with suppress(ConnectionError):
        connection.send(b"x" * 1_000_000)
    assert connection.is_closed()


@pytest.mark.parametrize(
    "request_",
    [
        b"\r\n\r\n\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 20 * HEADER_LIMIT,
        b"GET /" + b"a" * 20 * HEADER_LIMIT,
    ],
)
def test_what_is_no_request_is_refused_and_the_server_goes_on(client, request_):
    connection = client()
    connection.send(request_)
    assert connection.is_closed()
    assert client().ask("/").status == 200


def test_an_upgrade_is_not_followed(client):
    answer = client().ask(
        "/", Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Key="eA==", Sec_WebSocket_Version="13"
    )
    assert answer.status == 200


def test_requests_sent_all_at_once_are_answered_in_order(client):
    connection = client()
    ask = "GET /tracks/short.en.mp3 HTTP/1.1\r\nHost: localhost\r\nRange: bytes={0}-{0}\r\n\r\n"
    connection.send("".join(ask.format(number) for number in range(100)).encode())
    assert b"".join(connection.answer().body for _ in range(100)) == bytes(range(100))


def test_a_fault_of_the_diary_is_an_answer_and_no_end(noting, diary):
    diary.error = KeyError("a fault")
    headers = {"Origin": "http://127.0.0.1", "Content_Type": "application/json", "Nightcue_Key": KEY.secret}
    answer = noting().ask("/nights", "POST", b"{}", **headers)
    assert answer.status == 500
    assert b"Traceback" not in answer.body
    assert noting().ask("/").status == 200

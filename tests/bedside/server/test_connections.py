"""Who takes up room without using it has to go, and nobody else."""

import os
import socket
import time

import pytest

from nightcue.bedside import connections
from web_client import PATIENCE, until

pytestmark = pytest.mark.once

LONG = 8_000_000
ENDLESS = 10**12
ASK = b"GET /tracks/long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def track(site):
    content = os.urandom(LONG)
    (site / "tracks" / "long.mp3").write_bytes(content)
    return content


@pytest.fixture
def in_a_hurry(monkeypatch):
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.2)


@pytest.fixture
def few(monkeypatch, held):
    """The server holds ten connections at a time."""
    until(lambda: held() == 0)
    monkeypatch.setattr(connections, "MOST", 10)
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 1000)
    return 10


@pytest.mark.parametrize("beginning", [b"", b"GET / HTTP/1.1\r\nHost: localh", b"\r\n", b"G"])
def test_a_request_that_never_comes_is_not_waited_for(client, in_a_hurry, beginning):
    connection = client()
    connection.send(beginning)
    assert connection.is_closed()


def test_a_request_that_comes_byte_by_byte_is_not_waited_for_either(client, in_a_hurry):
    connection = client()
    connection.socket.settimeout(0.02)
    sent = 0
    while sent < PATIENCE / 0.02:
        try:
            connection.send(b"G")
            sent += 1
            if connection.socket.recv(1) == b"":
                break
        except TimeoutError:
            continue
        except ConnectionError:
            break
    assert 0 < sent < PATIENCE / 0.02


def test_the_next_request_on_a_connection_has_its_time_too(client, monkeypatch):
    connection = client()
    assert connection.ask("/").status == 200
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.2)
    assert connection.ask("/").status == 200
    connection.send(b"GET / HTTP/1.1\r\n")
    assert connection.is_closed()


def test_an_answer_of_which_nothing_is_taken_is_given_up(client, track, held, monkeypatch):
    monkeypatch.setattr(connections, "STALL_SECONDS", 0.2)
    connection = client()
    connection.send(ASK)
    assert connection.file.peek(1)
    until(lambda: held() == 0)
    # what the systems between them had taken still comes, and then the end
    assert len(connection.answer().body) < LONG
    assert connection.is_closed()


def test_an_answer_that_is_taken_slowly_comes_whole_to_its_last_bytes(client, site, connections_held, monkeypatch):
    content = os.urandom(60_000)
    (site / "tracks" / "long.mp3").write_bytes(content)
    until(lambda: not connections_held)
    connection = client(room=4096)
    (held,) = until(lambda: connections_held)
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.2)
    # as little as possible on the way, so that the end is still with the server while nothing is taken
    held.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    connection.send(ASK)
    assert connection.file.peek(1)
    time.sleep(0.6)
    assert connection.answer().body == content


def test_small_answers_do_not_wait_for_one_another(client, connections_held):
    until(lambda: not connections_held)
    connection = client()
    assert connection.ask("/").status == 200
    (held,) = connections_held
    assert held.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_with_too_many_half_open_connections_the_oldest_goes_and_a_new_one_is_answered(client, few, held):
    waiting = [client() for _ in range(few + 5)]
    assert client().ask("/").status == 200
    assert all(one.is_closed() for one in waiting[:6])
    assert waiting[-1].ask("/").status == 200
    assert held() == few


def test_who_is_being_sent_something_is_kept_before_who_asks_nothing(client, few, track, monkeypatch):
    monkeypatch.setattr(connections, "FRESH_SECONDS", 0)
    listener = client()
    listener.send(ASK)
    assert listener.file.peek(1)
    waiting = [client() for _ in range(few + 5)]
    assert client().ask("/").status == 200
    assert waiting[0].is_closed()
    assert listener.answer().body == track


def test_with_too_many_that_take_nothing_others_are_answered_again_and_again(
    client, few, track, connections_held, monkeypatch
):
    monkeypatch.setattr(connections, "FRESH_SECONDS", 1000)
    for _ in range(few):
        client().send(ASK)
    until(lambda: sum(one.transport.get_write_buffer_size() > 0 for one in connections_held) == few)
    others = [client() for _ in range(few // 2)]
    for _ in range(3):
        assert [other.ask("/").status for other in others] == [200] * len(others)
    assert len(connections_held) == few


def test_who_takes_something_is_kept_before_who_takes_nothing(client, few, site, monkeypatch):
    monkeypatch.setattr(connections, "FRESH_SECONDS", 1000)
    os.truncate(site / "tracks" / "short.en.mp3", ENDLESS)
    listener, stalled = client(), client()
    for one in (listener, stalled):
        one.send(ASK.replace(b"long", b"short.en"))
        assert one.file.peek(1)
    assert len(listener.file.read(LONG * 3)) == LONG * 3
    assert [client().ask("/").status for _ in range(few - 1)] == [200] * (few - 1)
    assert stalled.is_closed()
    assert len(listener.file.read(LONG * 3)) == LONG * 3

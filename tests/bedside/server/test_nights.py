"""What the page sends to be kept in the diary."""

import json
import threading

import pytest

from nightcue.audio.errors import OutputError
from nightcue.bedside import app
from nightcue.bedside.app import BODY_LIMIT, MOST_PROBLEMS
from web_client import KEY, PATIENCE, until

pytestmark = pytest.mark.once

SENT = {"nights": [{"date": "2026-11-24", "cramps": 1, "note": "dedo ñ"}], "plays": []}
BODY = json.dumps(SENT).encode()
BEGINNING = (
    b"POST /nights HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\n"
    b"Nightcue-Key: %s\r\n" % KEY.secret.encode()
)


def post(connection, body=BODY, host="127.0.0.1:8642", **headers):
    usual = {"Origin": f"http://{host}", "Content_Type": "application/json", "Nightcue_Key": KEY.secret}
    return connection.ask("/nights", "POST", body, host, **{**usual, **headers})


def test_nights_are_handed_on_and_the_answer_comes_back(noting, diary):
    connection = noting()
    for headers in (
        {},
        {"Sec_Fetch_Site": "same-origin", "Origin": "null"},
        {"Content_Type": "Application/JSON; charset=utf-8"},
    ):
        answer = post(connection, **headers)
        assert (answer.status, json.loads(answer.body)) == (200, {"nights": 1, "plays": 0})
        assert answer.headers["content-type"] == "application/json"
    assert diary == [SENT] * 3


def test_what_is_wrong_with_them_comes_back(noting, diary):
    diary.error = ValueError("nights[0].cramps: it is a number\nplays[1].heard: it is missing")
    connection = noting()
    answer = post(connection)
    assert answer.status == 400
    assert json.loads(answer.body) == {
        "problems": ["nights[0].cramps: it is a number", "plays[1].heard: it is missing"]
    }
    diary.error = None
    assert post(connection).status == 200


def test_of_many_things_that_are_wrong_ten_come_back_and_how_many_more(noting, diary):
    diary.error = ValueError("\n".join(f"nights[{number}]: wrong" for number in range(2000)))
    problems = json.loads(post(noting()).body)["problems"]
    assert problems == [*(f"nights[{number}]: wrong" for number in range(MOST_PROBLEMS)), "and 1,990 more"]


def test_a_diary_that_cannot_be_written_is_said_without_naming_the_file(noting, diary):
    diary.error = OutputError("/home/somebody/nights.db: the disk is full")
    answer = post(noting())
    assert (answer.status, json.loads(answer.body)) == (
        500,
        {"problems": ["the diary of the computer could not be written"]},
    )
    diary.error = None
    assert post(noting()).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nights",
        b'{"nights": NaN}',
        b'{"nights": -Infinity}',
        b'{"nights": "\xff"}',
        b"[" * 60_000,
        b"9" * 10_000,
    ],
)
def test_what_is_no_json_is_refused(noting, diary, body):
    answer = post(noting(), body)
    assert answer.status == 400
    assert json.loads(answer.body)["problems"]
    assert not diary
    assert post(noting()).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://127.0.0.1:8642.elsewhere.example"},
        {"Origin": "http://somebody@127.0.0.1:8642"},
        {"Origin": "http://[127.0.0.1:8642"},
        {"Origin": "http://elsewhere.example", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_no_other_page_may_send_nights(noting, diary, headers):
    assert post(noting(), **headers).status == 403
    assert not diary


@pytest.mark.parametrize("kind", [None, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_a_form_is_no_json(noting, diary, kind):
    assert post(noting(), Content_Type=kind).status == 415
    assert not diary


def test_more_than_the_limit_is_refused_before_it_is_sent(noting, diary):
    connection = noting()
    connection.send(BEGINNING + b"Content-Length: %d\r\n\r\n" % (BODY_LIMIT + 1))
    assert connection.answer().status == 413
    assert not diary


def test_more_than_the_limit_in_pieces_of_unknown_length_is_refused(noting, diary):
    connection = noting()
    connection.send(BEGINNING + b"Transfer-Encoding: chunked\r\n\r\n")
    piece = b"%x\r\n%s\r\n" % (BODY_LIMIT // 2, b" " * (BODY_LIMIT // 2))
    connection.send(piece * 2 + b"1\r\n \r\n")
    assert connection.answer().status == 413
    assert not diary


def test_exactly_the_limit_is_taken(noting, diary):
    assert post(noting(), BODY + b" " * (BODY_LIMIT - len(BODY))).status == 200
    assert diary == [SENT]


def test_a_body_that_does_not_come_is_not_waited_for(noting, diary, monkeypatch):
    monkeypatch.setattr(app, "BODY_SECONDS", 0.05)
    connection = noting()
    answer = post(connection, b"{", Content_Length="100")
    assert answer.status == 408
    assert not diary


def test_who_hangs_up_before_the_end_has_sent_nothing(noting, diary):
    connection = noting()
    connection.send(BEGINNING + b"Content-Length: 100\r\n\r\n{")
    connection.close()
    assert post(noting()).status == 200
    assert diary == [SENT]


def test_files_are_served_while_nights_are_being_written(serving):
    writing, done = threading.Event(), threading.Event()

    def keep(payload, sender):
        writing.set()
        assert done.wait(PATIENCE)
        return {}

    connect = serving(keep=keep, key=KEY)
    sending = threading.Thread(target=post, args=(connect(),))
    sending.start()
    assert writing.wait(PATIENCE)
    assert connect().ask("/").status == 200
    done.set()
    sending.join(PATIENCE)


def test_a_fault_of_the_program_is_shown_with_debug(serving, monkeypatch, capsys):
    def keep(payload, sender):
        raise LookupError("nowhere")

    monkeypatch.setenv("NIGHTCUE_DEBUG", "1")
    assert post(serving(keep=keep, key=KEY)()).status == 500
    told = []
    until(lambda: told.append(capsys.readouterr().err) or "LookupError: nowhere" in "".join(told))
    assert "in keep\n" in "".join(told)


def test_without_a_diary_there_is_nowhere_to_send_them(serving):
    assert post(serving()()).status == post(serving(key=KEY)()).status == 404


def test_nights_are_sent_and_not_asked_for(noting, diary):
    answer = noting().ask("/nights")
    assert answer.status == 404
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = noting().ask("/nights", method)
        assert (answer.status, answer.headers["allow"]) == (405, "POST")

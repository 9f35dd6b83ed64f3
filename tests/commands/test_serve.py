"""nightcue serve, as a user runs it."""

import errno
import hmac
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, datetime, timedelta
from hashlib import sha256
from unittest.mock import ANY

import pytest
import segno

from nightcue.bedside.app import BODY_SECONDS
from nightcue.bedside.connections import REQUEST_SECONDS
from nightcue.bedside.full_form import is_due
from nightcue.bedside.key import Key
from nightcue.bedside.list_file import FORMAT
from nightcue.commands import remaking, serve
from nightcue.commands.noted import noted
from nightcue.commands.qr_code import qr_code
from nightcue.diary.night import Night
from nightcue.diary.received import Kept
from nightcue.diary.store import read_diary, writing
from stopped import heed_signals
from web_client import PATIENCE, Client

pytestmark = pytest.mark.once

ROUTINE = "title: Short\nsteps:\n  - say: [Hello there, Not medical advice. Ask a clinician.]\n"


@pytest.fixture
def page(folder):
    """A folder as `nightcue site` writes it, as far as serving goes."""
    (folder / "page").mkdir()
    (folder / "page" / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (folder / "page" / "routines.json").write_text(json.dumps({"format": FORMAT, "routines": []}), encoding="utf-8")
    (folder / "page" / "long.mp3").write_bytes(bytes(8_000_000))
    return "page"


def first_line(stream):
    """Read byte for byte, so that all that comes after it is left for communicate()."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(stream.fileno(), 1)):
        line += byte
    return line.decode()


@pytest.fixture
def running(folder, monkeypatch):
    """Starts nightcue serve as a process, with these words; `port` is where it is, and `key` what its address holds."""
    started = []
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))

    def start(*words):
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "nightcue", "serve", *words, "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_signals,
        )
        started.append(process)
        port, key = re.search(r"http://127\.0\.0\.1:(\d+)/#key=([\w-]{22})$", first_line(process.stdout)).groups()
        process.port, process.key = int(port), Key(key)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def served(monkeypatch):
    """The server notes where it was to listen, and is stopped at once."""
    places = []

    def run(self, sockets):
        places.extend(each.getsockname() for each in sockets)
        raise KeyboardInterrupt

    monkeypatch.setattr("nightcue.bedside.listening_socket.Server.run", run)
    return places


def test_it_serves_the_folder_and_ctrl_c_stops_it_at_once_with_somebody_listening(page, running):
    process = running(page)
    client = Client(process.port)
    assert b"<title>page</title>" in client.ask("/").body
    client.send(b"GET /long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert client.file.peek(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    client.close()
    assert (process.returncode, err) == (130, "")
    assert out.endswith("\nstopped\n")


def post(process, client, body, **headers):
    host = f"127.0.0.1:{process.port}"
    usual = {"Content_Type": "application/json", "Origin": f"http://{host}", "Nightcue_Key": process.key.secret}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.ask("/nights", "POST", content, host, **{**usual, **headers})


def test_time_in_which_the_server_itself_is_stopped_counts_for_no_limit(running, page):
    process = running(page)
    begun, late = Client(process.port), Client(process.port)
    host, body = f"127.0.0.1:{process.port}", b'{"nights": [], "plays": []}'
    head = (
        f"POST /nights HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nNightcue-Key: {process.key.secret}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    begun.send(head.encode())
    assert (
        begun.file.readline() + begun.file.readline() == b"HTTP/1.1 100 Continue\r\n\r\n"
    )  # it waits for the body now
    late.send(b"GET / HTTP/1.1\r\n")
    process.send_signal(signal.SIGSTOP)
    time.sleep(max(BODY_SECONDS, REQUEST_SECONDS) + 1)
    process.send_signal(signal.SIGCONT)
    time.sleep(0.5)  # in which a clock that went on meanwhile would be looked at
    begun.send(body)
    assert begun.answer().status == 200
    late.send(f"Host: {host}\r\n\r\n".encode())
    assert late.answer().status == 200
    begun.close()
    late.close()


def stopped(process):
    """What it said on stdout after its address, and on stderr."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=PATIENCE)


YESTERDAY = str(date.today() - timedelta(days=1))


def test_a_night_from_the_page_is_in_the_diary_and_told_in_one_line(page, running, run):
    process = running(page)
    client = Client(process.port)
    night = {"date": YESTERDAY, "cramps": 3, "note": "new\nshoes \u202e\u0085 ñ"}
    answer = post(process, client, {"nights": [night], "plays": []})
    assert (answer.status, json.loads(answer.body)) == (200, {"nights": 1, "plays": 0, "versions": {YESTERDAY: ANY}})
    wrong = post(process, client, {"nights": [{"date": "x"}]})
    assert wrong.status == 400
    assert json.loads(wrong.body)["problems"]
    played = {"routine": "rescue", "language": "en", "started": datetime.now().astimezone().isoformat()}
    played |= {"heard": 12.0, "length": 161.0, "finished": False}
    for _ in range(2):  # the second time nothing is written, and nothing told
        assert post(process, client, {"nights": [night | {"cramps": 2}], "plays": [played]}).status == 200
    client.close()
    assert YESTERDAY in run("diary", "list").stdout
    out, err = stopped(process)
    told = [re.sub(r"^\d\d:\d\d:\d\d  127\.0\.0\.1  ", "", line) for line in out.splitlines()[1:-2]]
    assert told == [
        f"the night of {YESTERDAY}: cramps 3, note 'new\\nshoes \\u202e\\x85 ñ'",
        f"the night of {YESTERDAY} corrected: cramps 2 (was 3); played rescue.en, 12 of 161 s",
    ]
    assert err == ""


def test_a_full_form_that_was_heard_is_told_to_who_has_the_key_and_to_nightcue_play(page, running, folder):
    (folder / "routines").mkdir()
    (folder / "routines" / "short.yaml").write_text(ROUTINE, encoding="utf-8")
    both = [
        {"name": "short", "language": "en", "detail": form, "seconds": s}
        for form, s in (("full", 9.5), ("brief", 4.25))
    ]
    (folder / "page" / "routines.json").write_text(json.dumps({"format": FORMAT, "routines": both}), encoding="utf-8")
    process, now = running(page), datetime.now().astimezone()
    client = Client(process.port)
    play = {"routine": "short", "language": "en", "heard": 4.0, "finished": True}
    brief = play | {"started": (now - timedelta(minutes=2)).isoformat(), "length": 4.25}
    full = play | {"started": (now - timedelta(minutes=1)).isoformat(), "length": 9.5}
    assert post(process, client, {"nights": [], "plays": [brief]}).status == 200
    assert is_due(folder / "routines" / "short.yaml", now)
    assert post(process, client, {"nights": [], "plays": [full]}).status == 200
    assert not is_due(folder / "routines" / "short.yaml", now)
    told = json.loads(client.ask("/ticket", Nightcue_Key=process.key.secret).body)["finished"]
    assert [(play["length"], play["started"]) for play in told[""]] == [
        (p["length"], p["started"]) for p in (brief, full)
    ]
    assert b"finished" not in client.ask("/ticket").body
    client.close()
    lines = [line.split("  ")[2] for line in stopped(process)[0].splitlines()[1:-2]]
    assert lines == [
        "played short.en in its brief form, 4 of 4 s",
        "played short.en in its full form, 4 of 10 s",
    ]


def test_of_two_phones_the_second_is_told_how_many_cramps_are_noted_and_nothing_else(page, running):
    process = running(page)
    client = Client(process.port)
    night = {"date": YESTERDAY, "cramps": 3, "intensity": 7, "note": "mine"}
    first = json.loads(post(process, client, {"nights": [night], "known": {YESTERDAY: None}}).body)["versions"]
    again = post(process, client, {"nights": [night], "known": {YESTERDAY: None}})
    assert again.status == 200  # the same is no conflict
    mine = {"date": YESTERDAY, "cramps": 1}
    answer = post(process, client, {"nights": [mine], "known": {YESTERDAY: None}})
    assert (answer.status, json.loads(answer.body)) == (
        409,
        {"there": [{"date": YESTERDAY, "cramps": 3, "version": first[YESTERDAY]}]},
    )
    assert read_diary()[0][0].cramps == 3
    added = post(process, client, {"nights": [mine | {"cramps": 4}], "known": first})
    assert added.status == 200
    assert (read_diary()[0][0].cramps, read_diary()[0][0].note) == (4, "mine")
    assert post(process, client, {"nights": [mine], "known": first}).status == 409  # the first phone knows an old one
    assert post(process, client, {"nights": [mine], "known": {YESTERDAY: [1]}}).status == 400
    client.close()
    out, _ = stopped(process)
    assert out.count("the night of") == 2


def test_a_version_is_good_after_a_start_and_tells_nothing_without_the_secret(page, running):
    versions = []
    for _ in range(2):
        process = running(page)
        client = Client(process.port)
        answer = post(process, client, {"nights": [{"date": YESTERDAY, "cramps": 3}], "known": {YESTERDAY: None}})
        versions.append(json.loads(answer.body)["versions"][YESTERDAY])
        client.close()
        stopped(process)
    assert versions[0] == versions[1]
    night = json.dumps({"date": YESTERDAY, "cramps": 3}).encode()
    assert versions[0] not in (sha256(night).hexdigest()[:16], hmac.new(b"", night, "sha256").hexdigest()[:16])


def test_each_person_has_a_diary_of_their_own_and_no_other_is_written(page, running, run):
    process = running(page, "--diary", "Ana", "--diary", "Luis M")
    client = Client(process.port)
    ticket = client.ask("/ticket", Nightcue_Key=process.key.secret)
    assert json.loads(ticket.body)["diaries"] == ["Ana", "Luis M"]
    assert b"Luis" not in client.ask("/ticket").body
    for name, cramps in (("Luis M", 2), ("Ana", 1), ("Eve", 5), ("../diary", 5), (7, 5)):
        sent = {"nights": [{"date": YESTERDAY, "cramps": cramps}], "diary": name}
        assert post(process, client, sent).status == (200 if name in ("Ana", "Luis M") else 400)
    assert post(process, client, {"nights": [{"date": YESTERDAY, "cramps": 4}]}).status == 200  # the first is meant
    client.close()
    out, _ = stopped(process)
    assert "127.0.0.1 Luis M  the night of" in out
    shown = [json.loads(run("diary", "list", "--json", "--diary", name).stdout)["nights"] for name in ("ANA", "luis m")]
    assert [[night["cramps"] for night in nights] for nights in shown] == [[4], [2]]
    assert json.loads(run("diary", "list", "--json").stdout)["nights"] == []


def test_what_is_told_of_a_night_is_one_line_that_no_terminal_obeys():
    before = Night(date(2024, 11, 24), 2, intensity=7, day=("sport",), stretched=True, note="a\x1b[31m\n" * 500)
    after = Night(date(2024, 11, 24), 0, day=(), stretched=False)
    line = noted(Kept([(before, after), (None, before)], []), "fe80::1%\x1b[2J", datetime(2024, 11, 25, 7, 3, 12))
    assert line.startswith("07:03:12  fe80::1% [2J  the night of 2024-11-24 corrected: cramps 0 (was 2), ")
    assert "stretched no (was yes)" in line
    assert "intensity not said (was 7)" in line
    assert line.isprintable()
    assert len(line) < 300


def test_the_key_is_the_same_the_next_time_and_another_when_its_file_is_gone(page, running, folder):
    first, second = running(page), running(page)
    assert first.key == second.key
    (folder / "data" / "serve" / "key").unlink()
    third = running(page)
    client = Client(third.port)
    assert post(third, client, {}, Nightcue_Key=first.key.secret).status == 403
    assert post(third, client, {}).status == 200
    client.close()


def test_where_the_key_cannot_be_kept_it_is_one_for_this_time(page, running, folder):
    (folder / "data").write_text("no folder", encoding="utf-8")
    process = running(page)
    client = Client(process.port)
    assert client.ask("/ticket", Nightcue_Key=process.key.secret).status == 200
    client.close()
    assert "so next time the key is another" in stopped(process)[1]


@pytest.fixture
def years(running, page):
    """Twenty years of nights in the diary of a server, and how they are there."""
    process = running(page)
    nights = [Night(date(2004, 1, 1) + timedelta(days=days), 3, note="mine") for days in range(7300)]
    with writing() as diary:
        for night in nights:
            diary.put(night)
    return process, nights


def test_nobody_erases_the_diary_with_the_key_or_without_it(years):
    process, nights = years
    erased = {"nights": [{"date": str(night.date), "cramps": 0, "note": ""} for night in nights], "plays": []}
    client = Client(process.port)
    assert post(process, client, erased, Nightcue_Key=None).status == 403
    whole = Client(process.port)  # of its own, for it may be closed in the middle of so much
    assert post(process, whole, erased).status == 413
    whole.close()
    for first in range(0, 300, 3):
        some = {"nights": erased["nights"][first : first + 3], "plays": []}
        assert post(process, client, some, Nightcue_Key="x" * 22).status == 403
        assert post(process, client, some).status == 400
    for method in ("DELETE", "PUT", "PATCH"):
        assert client.ask("/nights", method, Nightcue_Key=process.key.secret).status == 405
    client.close()
    assert read_diary()[0] == nights
    assert len(stopped(process)[0].splitlines()) == 3


def test_a_flood_of_plays_ends_at_what_a_night_holds(page, running, folder):
    process = running(page)
    client = Client(process.port)
    moment = datetime.now().astimezone()
    play = {"routine": "r" * 200, "language": "en", "heard": 1.0, "length": 2.0, "finished": False}
    statuses = []
    for first in range(0, 2000, 50):
        plays = [play | {"started": (moment - timedelta(seconds=n)).isoformat()} for n in range(first, first + 50)]
        statuses.append(post(process, client, {"nights": [], "plays": plays}).status)
    client.close()
    assert set(statuses) == {200, 400}
    with closing(sqlite3.connect(folder / "data/diary/nights.db")) as connection:
        assert connection.execute("SELECT count(*) FROM plays").fetchone()[0] <= 200  # of two nights, around noon


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 60_000,
        b'{"nights": ' + b"[" * 60_000,
        b'{"nights": [' + b"{}," * 20_000 + b"{}]}",
        b'{"nights": [{"date": "%s", "cramps": 1e999}]}' % YESTERDAY.encode(),
        b'{"nights": [{"date": "%s", "cramps": %s}]}' % (YESTERDAY.encode(), b"9" * 50_000),
        b'{"nights": [{"date": "%s", "cramps": NaN}]}' % YESTERDAY.encode(),
        b'{"nights": [{"date": "%s", "cramps": 1, "note": "\\ud800"}]}' % YESTERDAY.encode(),
        b'{"nights": [{"date": "%s\\u0000", "cramps": 1}]}' % YESTERDAY.encode(),
        b'{"clock": 1e300, "nights": [{"date": "%s", "cramps": 1}]}' % YESTERDAY.encode(),
        b'{"' + b"x" * 60_000 + b'": 1}',
        "\ufeff{}".encode("utf-16"),
        b"\xff\xfe",
        b" ",
    ],
)
def test_what_is_sent_in_bad_faith_is_refused_shortly_and_not_kept(page, running, body):
    process = running(page)
    client = Client(process.port)
    answer = post(process, client, body)
    assert answer.status == 400
    assert len(answer.body) < 2000
    assert client.ask("/").status == 200
    client.close()
    assert read_diary() == ([], [])


def test_a_diary_that_cannot_be_written_is_told_here_and_there(page, running, folder):
    (folder / "data").write_text("no folder", encoding="utf-8")
    process = running(page)
    client = Client(process.port)
    answer = post(process, client, {"nights": [{"date": YESTERDAY, "cramps": 3}], "plays": []})
    assert answer.status == 500
    assert b"could not be written" in answer.body
    client.close()
    _, err = stopped(process)
    assert "nightcue: error: " in err
    assert "Traceback" not in err


def test_a_page_of_an_earlier_nightcue_is_not_served(run, page, folder, served):
    (folder / page / "routines.json").write_text('{"format": "nightcue site 1"}', encoding="utf-8")
    done = run("serve", page, "--port", "0")
    assert done.exit_code == 2
    assert f"write it again: nightcue site {page}" in done.stderr
    assert not served


SITE = """
import sys
from pathlib import Path
from nightcue.commands import nightcue, site
site.routines_of_the_page = lambda *_: [Path("mine.yaml"), Path("wrong.yaml")]
nightcue(["site", *sys.argv[1:]])
"""


@pytest.fixture
def two_routines(folder, monkeypatch):
    """nightcue site knows two routines here, one of them wrong."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    monkeypatch.setattr(remaking, "_SITE", (sys.executable, "-c", SITE))
    (folder / "mine.yaml").write_text(ROUTINE, encoding="utf-8")
    (folder / "wrong.yaml").write_text("title: 1\nsteps: []\n", encoding="utf-8")


def test_without_a_folder_it_makes_the_page_first(run, folder, served, two_routines, capfd):
    done = run("serve", "--port", "0")
    assert done.exit_code == 0
    told = capfd.readouterr()
    assert told.out == ""
    assert "error" in told.err
    assert "1 of 2 routines were not built" in told.err
    assert [line.split()[0] for line in done.stdout.splitlines() if line] == ["on", "for", "stopped"]
    listed = json.loads((folder / "cache" / "site" / "routines.json").read_bytes())
    assert [routine["name"] for routine in listed["routines"]] == ["mine"]


def test_what_is_saved_meanwhile_is_on_the_page_and_what_cannot_be_built_leaves_it(running, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    (folder / "mine.yaml").write_text(ROUTINE, encoding="utf-8")
    process = running("mine.yaml", "--voice", "embedded")
    client = Client(process.port)

    def titles():
        return [each["title"] for each in json.loads(client.ask("/routines.json").body)["routines"]]

    assert titles() == ["Short"]
    first = client.ask("/made.json").body
    for title in ("Broken: [", "Longer"):
        (folder / "mine.yaml").write_text(ROUTINE.replace("Short", title), encoding="utf-8")
        time.sleep(0.1)
    until(lambda: titles() == ["Longer"])
    assert client.ask("/made.json").body != first
    (folder / "mine.yaml").write_text("title: 1\nsteps: []\n", encoding="utf-8")
    client.close()
    told = ""
    while "error" not in told:
        told += first_line(process.stderr)
    client = Client(process.port)
    assert titles() == ["Longer"]
    client.close()
    _, err = stopped(process)
    assert "mine.yaml changed; the page is made anew" in told
    assert "Traceback" not in told + err


def until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_feed_leads_to_the_address_in_the_network_and_is_there_only_when_asked_for(
    run, folder, served, two_routines, monkeypatch
):
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    monkeypatch.setattr("nightcue.bedside.listening_socket.network_address", lambda: "127.0.0.2")
    done = run("serve", "--lan", "--feed", "routines", "--port", "0")
    address, key = re.search(
        r"the feed \(en\)    (http://127\.0\.0\.2:\d+)/nightcue-feed/(.*)/en/index\.html\n", done.stdout
    ).groups()
    assert address == f"http://127.0.0.2:{served[0][1]}"
    assert f"#key={key}" not in done.stdout  # who hears the feed can note no nights
    feeds = folder / "cache" / "site" / "nightcue-feed"
    assert f'<enclosure url="{address}/nightcue-feed/{key}/en/01-mine.' in (feeds / key / "en" / "feed.xml").read_text()
    done = run("serve", "--lan", "--port", "0")
    assert "the feed" not in done.stdout
    assert not feeds.exists()


@pytest.mark.parametrize("choice", [["--set", "hold=20s"], ["--feed", "chapters"]])
def test_choices_for_a_folder_that_is_served_as_it_is_are_wrong_usage(run, page, served, choice):
    done = run("serve", page, *choice)
    assert done.exit_code == 2
    assert f"{page} is served as it is" in done.stderr
    assert not served


def test_where_the_page_cannot_be_written_it_says_so(run, folder, served, two_routines, capfd):
    (folder / "cache").mkdir()
    (folder / "cache" / "site").write_text("a file", encoding="utf-8")
    done = run("serve", "--port", "0")
    assert done.exit_code == 4
    assert str(folder / "cache" / "site") in capfd.readouterr().err
    assert not served


def test_it_listens_on_this_machine_only(run, page, served):
    assert run("serve", page, "--port", "0").exit_code == 0
    assert [address for address, _ in served] == ["127.0.0.1"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is every 127.x an address of this machine")
def test_with_lan_it_listens_in_the_network_too_on_that_address_alone(run, page, served, monkeypatch):
    monkeypatch.setattr("nightcue.bedside.listening_socket.network_address", lambda: "127.0.0.2")
    done = run("serve", page, "--lan", "--port", "0")
    (here, port), (there, same) = served
    assert (here, there, port) == ("127.0.0.1", "127.0.0.2", same)
    (key,) = {*re.findall(r"#key=([\w-]{22})\n", done.stdout)}
    assert f"on a phone       http://127.0.0.2:{port}/#key={key}\n" in done.stdout
    assert "whoever is in it can open the page" in done.stdout
    assert "\033" not in done.stdout


def test_with_lan_and_no_network_it_says_so(run, page, served, monkeypatch):
    monkeypatch.setattr("nightcue.bedside.listening_socket.network_address", lambda: None)
    done = run("serve", page, "--lan")
    assert done.exit_code == 2
    assert "in no network" in done.stderr


def test_a_port_that_is_taken_is_named_with_a_way_out_before_anything_is_built(run, running, page, monkeypatch):
    port = running(page).port
    monkeypatch.setattr("nightcue.commands.serve._made", lambda _: pytest.fail("it built"))
    done = run("serve", "--port", str(port))
    assert done.exit_code == 2
    assert f"another program has port {port}" in done.stderr
    assert f"nightcue serve --port {port + 1}" in done.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "kept for the system"),
        (OSError(errno.EADDRNOTAVAIL, "Cannot assign"), "cannot listen on 127.0.0.1, port 80: Cannot assign"),
    ],
)
def test_a_port_that_cannot_be_had_is_said(run, page, monkeypatch, error, said):
    def refuse(address, port):
        raise error

    monkeypatch.setattr("nightcue.bedside.listening_socket.listen", refuse)
    done = run("serve", page, "--port", "80")
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none(run, page, port):
    assert run("serve", page, "--port", port).exit_code == 2


def test_a_folder_that_is_missing_or_holds_something_else(run, folder, page, served):
    (folder / "other").mkdir()
    (folder / "file").touch()
    for name, said in (("missing", "there is no folder"), ("other", "does not hold the page"), ("file", "no folder")):
        done = run("serve", name, "--port", "0")
        assert done.exit_code == 2
        assert said in done.stderr
        assert f"nightcue site {name}" in done.stderr
    assert not served


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read here")
def test_a_folder_that_may_not_be_read(run, folder, page, served):
    (folder / page / "index.html").chmod(0)
    done = run("serve", page, "--port", "0")
    assert done.exit_code == 2
    assert "Permission denied" in done.stderr


def test_what_is_not_installed_is_named_with_the_way_to_it(run, page, monkeypatch):
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    done = run("serve", page)
    assert done.exit_code == 2
    assert "pip install 'nightcue[web]'" in done.stderr


class Terminal(io.TextIOWrapper):
    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding)

    def isatty(self):
        return True


def test_the_qr_code_is_drawn_light_on_dark_in_colours_that_no_theme_changes(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    lines = qr_code("http://192.168.1.20:8642/").splitlines()
    assert all(line.startswith("\033[38;5;231;48;5;16m") and line.endswith("\033[0m") for line in lines)
    halves = {" ": (1, 1), "▀": (0, 1), "▄": (1, 0), "█": (0, 0)}
    drawn = [[halves[sign] for sign in re.sub("\033.*?m", "", line)] for line in lines]
    rows = [[pair[half] for pair in line] for line in drawn for half in (0, 1)]
    whole = [list(map(int, row)) for row in segno.make_qr("http://192.168.1.20:8642/").matrix_iter(border=4)]
    assert rows[: len(whole)] == whole


def test_the_qr_code_has_no_colours_where_none_are_wanted(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in qr_code("http://192.168.1.20:8642/")


@pytest.mark.parametrize("out", [io.StringIO(), Terminal("latin-1")])
def test_there_is_no_qr_code_where_it_cannot_be_shown(monkeypatch, out):
    monkeypatch.setattr(sys, "stdout", out)
    assert qr_code("http://192.168.1.20:8642/") is None

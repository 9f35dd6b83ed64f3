"""nightcue serve, as a user runs it."""

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys

import pytest
import segno

from nightcue.commands import serve
from nightcue.commands.qr_code import qr_code
from stopped import heed_signals
from web_client import PATIENCE, Client

ROUTINE = "title: Short\nsteps:\n  - say: [Hello there, Not medical advice. Ask a clinician.]\n"


@pytest.fixture
def page(folder):
    """A folder as `nightcue site` writes it, as far as serving goes."""
    (folder / "page").mkdir()
    (folder / "page" / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (folder / "page" / "long.mp3").write_bytes(bytes(8_000_000))
    return "page"


@pytest.fixture
def running(folder, monkeypatch):
    """Starts nightcue serve as a process, with these words; `port` is where it is."""
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
        process.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())[1])
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

    monkeypatch.setattr("nightcue.bedside.serving.Server.run", run)
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


def test_a_night_from_the_page_is_in_the_diary(page, running, run):
    process = running(page)
    client = Client(process.port)
    night = json.dumps({"nights": [{"date": "2026-11-24", "cramps": 3}], "plays": []}).encode()
    headers = {"Content_Type": "application/json", "Origin": f"http://127.0.0.1:{process.port}"}
    host = f"127.0.0.1:{process.port}"
    answer = client.ask("/nights", "POST", night, host, **headers)
    assert (answer.status, json.loads(answer.body)) == (200, {"nights": 1, "plays": 0})
    wrong = client.ask("/nights", "POST", b'{"nights": [{"date": "x"}]}', host, **headers)
    assert wrong.status == 400
    assert json.loads(wrong.body)["problems"]
    client.close()
    assert "2026-11-24" in run("diary", "list").stdout


def test_a_diary_that_cannot_be_written_is_told_here_and_there(page, running, folder):
    (folder / "data").write_text("no folder", encoding="utf-8")
    process = running(page)
    client = Client(process.port)
    host = f"127.0.0.1:{process.port}"
    night = json.dumps({"nights": [{"date": "2026-11-24", "cramps": 3}], "plays": []}).encode()
    answer = client.ask("/nights", "POST", night, host, Content_Type="application/json", Origin=f"http://{host}")
    assert answer.status == 500
    assert b"could not be written" in answer.body
    client.close()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert "nightcue: error: " in err
    assert "Traceback" not in err


def test_without_a_folder_it_makes_the_page_first(run, folder, monkeypatch, served, known_voice):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    monkeypatch.setattr("nightcue.commands.site._paths", lambda *_: [folder / "mine.yaml", folder / "wrong.yaml"])
    (folder / "mine.yaml").write_text(ROUTINE, encoding="utf-8")
    (folder / "wrong.yaml").write_text("title: 1\nsteps: []\n", encoding="utf-8")
    done = run("serve", "--port", "0")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines() if line] == ["on", "for", "stopped"]
    assert "error" in done.stderr
    assert "1 of 2 routines were not built" in done.stderr
    listed = json.loads((folder / "cache" / "site" / "routines.json").read_bytes())
    assert [routine["name"] for routine in listed["routines"]] == ["mine"]


def test_where_the_page_cannot_be_written_it_says_so(run, folder, monkeypatch, served, known_voice):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    monkeypatch.setattr("nightcue.commands.site._paths", lambda *_: [folder / "mine.yaml"])
    (folder / "mine.yaml").write_text(ROUTINE, encoding="utf-8")
    (folder / "cache").mkdir()
    (folder / "cache" / "site").write_text("a file", encoding="utf-8")
    done = run("serve", "--port", "0")
    assert done.exit_code == 4
    assert str(folder / "cache" / "site") in done.stderr
    assert not served


def test_it_listens_on_this_machine_only(run, page, served):
    assert run("serve", page, "--port", "0").exit_code == 0
    assert [address for address, _ in served] == ["127.0.0.1"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is every 127.x an address of this machine")
def test_with_lan_it_listens_in_the_network_too_on_that_address_alone(run, page, served, monkeypatch):
    monkeypatch.setattr("nightcue.bedside.serving.network_address", lambda: "127.0.0.2")
    done = run("serve", page, "--lan", "--port", "0")
    (here, port), (there, same) = served
    assert (here, there, port) == ("127.0.0.1", "127.0.0.2", same)
    assert f"on a phone       http://127.0.0.2:{port}/" in done.stdout
    assert "whoever is in it can open the page" in done.stdout
    assert "\033" not in done.stdout


def test_with_lan_and_no_network_it_says_so(run, page, served, monkeypatch):
    monkeypatch.setattr("nightcue.bedside.serving.network_address", lambda: None)
    done = run("serve", page, "--lan")
    assert done.exit_code == 2
    assert "in no network" in done.stderr


def test_a_port_that_is_taken_is_named_with_a_way_out_before_anything_is_built(run, running, page, monkeypatch):
    port = running(page).port
    monkeypatch.setattr("nightcue.commands.serve._made", lambda: pytest.fail("it built"))
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

    monkeypatch.setattr("nightcue.bedside.serving.listen", refuse)
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

"""A machine that starts no more threads or programs: the work goes on without a thread, and ends without a program."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from nightcue.bedside.list_file import FORMAT
from nightcue.commands.progress import shown
from stopped import start
from web_client import Client

pytestmark = pytest.mark.once

TEXT = "title: T\nvoice: embedded\nsteps:\n  - say: Hello.\n  - say: This is not medical advice. Ask a clinician.\n"
MAKING = {
    "build": ["build", "{mine}"],
    "build --jobs": ["build", "{mine}", "{mine}", "--jobs", "2"],
    "build --split": ["build", "{mine}", "--split"],
    "plan": ["plan", "{mine}"],
    "play": ["play", "{mine}"],
    "prepare": ["prepare", "{mine}"],
    "plot": ["plot", "{mine}"],
    "voices --try": ["voices", "--try", "embedded"],
}
WITHOUT_THREADS = MAKING | {
    "build --jobs": ["build", "{mine}", "{other}", "--jobs", "2"],
    "check": ["check", "{mine}"],
    "rescue": ["rescue"],
    "list": ["list"],
    "diary list": ["diary", "list"],
    "site": ["site", "page", "{mine}", "{other}"],
}
NEEDS_NONE = {"rescue", "list", "diary list", "check"}


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch):
    for name in ("cache", "config", "data"):
        monkeypatch.setenv(f"NIGHTCUE_{name.upper()}", str(folder / name))
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")


def no_thread(self):
    raise RuntimeError("can't start new thread")


def no_program(*_, **__):
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


@pytest.fixture
def result(folder, routine, run, monkeypatch):
    """What a command comes to in an empty folder: its exit code, what it says, and each track and picture."""

    def of(words, name):
        (folder / name).mkdir()
        monkeypatch.chdir(folder / name)
        monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / name / "cache"))
        Path("routines").mkdir()
        Path("routines/mine.yaml").write_text(TEXT, encoding="utf-8")
        Path("routines/other.yaml").write_text(TEXT.replace("Hello", "Goodbye"), encoding="utf-8")
        done = run(*[word.format(mine="routines/mine.yaml", other="routines/other.yaml") for word in words])
        made = {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(Path().rglob("*"))
            if path.suffix in {".mp3", ".png"} and path.parts[0] != "cache"
        }
        said = sorted(re.sub(r"^\d/\d|in \d+\.\d s|\S+(?=/cache)", "", line) for line in done.stdout.splitlines())
        return done, (done.exit_code, said, made)

    return of


@pytest.mark.parametrize("name", WITHOUT_THREADS)
def test_without_threads_all_comes_out_the_same(result, monkeypatch, name):
    monkeypatch.setenv("NIGHTCUE_SOUND", "none")
    _, with_threads = result(WITHOUT_THREADS[name], "with")
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    done, without = result(WITHOUT_THREADS[name], "without")
    assert without == with_threads
    assert done.stderr.count("nightcue start no more threads") == (name not in NEEDS_NONE)


def test_a_progress_bar_becomes_lines(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    with shown("mine") as progress:
        for told in [("loading", 0, 2), ("speaking", 1, 2), ("speaking", 2, 2), ("encoding", 1, 9)]:
            progress(*told)
    assert capsys.readouterr().err.splitlines() == ["mine: loading 2 lines", "mine: speaking 2 lines", "mine: encoding"]


def test_the_first_line_that_fails_ends_a_build_without_threads_too(run, routine, monkeypatch, plugin):
    plugin(on_line="open('spoken', 'a').write('.'); raise ValueError('hoarse')")
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    assert run("build", routine(TEXT), "--voice", "made_up").exit_code == 3
    assert Path("spoken").read_text() == "."


SERVING = """
import sys, threading
def start(self):
    raise RuntimeError("can't start new thread")
threading.Thread.start = start
from nightcue.__main__ import main
sys.argv = ["nightcue", "serve", "page", "--port", "0"]
main()
"""


def test_a_page_is_served_without_threads(folder):
    (folder / "page").mkdir()
    (folder / "page" / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (folder / "page" / "routines.json").write_text(json.dumps({"format": FORMAT, "routines": []}), encoding="utf-8")
    (folder / "page" / "long.mp3").write_bytes(bytes(1_000_000))
    with start(program=("-u", "-c", SERVING)) as serving:
        address = re.search(r"127.0.0.1:(\d+)/#key=([\w-]+)", serving.stdout.readline())
        client = Client(int(address[1]))
        assert client.ask("/").body == (folder / "page" / "index.html").read_bytes()
        assert len(client.ask("/long.mp3").body) == 1_000_000
        host = f"127.0.0.1:{address[1]}"
        sent = {"Origin": f"http://{host}", "Content_Type": "application/json", "Nightcue_Key": address[2]}
        assert client.ask("/nights", "POST", b'{"nights": [], "plays": []}', host, **sent).status == 200
        client.close()
        serving.send_signal(signal.SIGINT)
        assert serving.communicate()[1].count("nightcue start no more threads") == 1


@pytest.mark.parametrize("name", MAKING)
def test_no_program_is_told(run, routine, monkeypatch, name, read):
    words = [word.format(mine=read(routine(TEXT))) for word in MAKING[name]]
    monkeypatch.setattr(subprocess, "Popen", no_program)
    done = run(*words)
    assert done.exit_code in (3, 4)
    assert "Resource temporarily unavailable" in done.stderr
    # the rescue needs no program: it is spoken ahead
    assert [path.name for path in Path().rglob("*.mp3") if path.name != "rescue.en.mp3"] == []


@pytest.mark.parametrize("words", [["list"], ["record", "{mine}"], ["schema"], ["new", "other"]])
def test_what_needs_none_goes_on(run, routine, monkeypatch, words):
    words = [word.format(mine=routine(TEXT)) for word in words]
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    monkeypatch.setattr(subprocess, "Popen", no_program)
    assert run(*words).exit_code == 0

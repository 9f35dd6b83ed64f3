"""Ctrl-C, a shutdown and a terminal that closes: an exit code that says so, and nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from nightcue.bedside.list_file import FORMAT
from stopped import ENDING, MARK, PATIENCE, left, start, wait_for

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to find what is left"),
]

SAY = "  - say: This is not medical advice. Ask a clinician.\n"
TEXT = f"title: T\nsteps:\n  - say: One.\n  - say: Two.\n{SAY}"
EVERYWHERE = [os.kill, os.killpg]
"""A terminal tells every process, and `kill` only the one."""

SPEAKING = {
    "build": ["build", "one"],
    "build --jobs": ["build", "one", "two", "three", "--jobs", "2"],
    "build --split": ["build", "one", "--split"],
    "play": ["play", "one"],
    "prepare": ["prepare", "one"],
    "site": ["site", "page"],
    "serve": ["serve", "--port", "0"],
    "plan": ["plan", "one"],
    "voices --try": ["voices", "--try", "{voice}"],
}
"""What speaks, while a line is spoken that takes an hour."""

LOADING = (
    "from nightcue.stopping import stopping\n"
    "with stopping():\n    print('loading', flush=True)\n    from nightcue.__main__ import main\n    main()\n"
)
"""The command, which says when Python itself has started: until then Ctrl-C is Python's own."""


@pytest.fixture
def home(folder, monkeypatch, routine):
    """Three routines, and a home where every file that is written can be seen."""
    for name in ("one", "two", "three"):
        routine(TEXT, name)
    for name in ("cache", "config", "data", "tmp"):
        (folder / name).mkdir()
        monkeypatch.setenv(f"NIGHTCUE_{name.upper()}", str(folder / name))
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    monkeypatch.setenv(MARK, str(folder))
    return folder


def slow_engine(plugin, folder):
    """The voice `made_up`, which leaves a file `asked` and then speaks its line for an hour."""
    plugin(on_line=f"open({str(folder / 'asked')!r}, 'w').close(); time.sleep(3600)")
    return "made_up"


def slow_program(plugin, folder):
    """The same as a program of voices.yaml."""
    code = f"import time; open({str(folder / 'asked')!r}, 'w').close(); time.sleep(3600)"
    words = [sys.executable, "-c", code, "{text}", "{out}"]
    (folder / "config/voices.yaml").write_text(f"slow: {{command: {words!r}, limit: 3600}}\n")
    return "slow"


def ended(process, number, tell=os.kill):
    """Tell it to stop; what it said, when its exit code says so and nothing is left."""
    tell(process.pid, number)
    said, wrong = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number, said + wrong
    assert "Traceback" not in said + wrong
    assert left(os.environ[MARK]) == []
    assert [*Path("tmp").iterdir()] == []
    made = [path for name in ("audio_out", "page", "cache") for path in Path(name).rglob("*") if path.is_file()]
    assert [path for path in made if path.name.endswith((".part", ".mp3"))] == []
    return said, wrong


@pytest.mark.parametrize("slow", [slow_engine, slow_program])
@pytest.mark.parametrize("name", SPEAKING)
def test_whatever_speaks_stops_and_so_does_the_voice(home, plugin, name, slow):
    voice = slow(plugin, home)
    (home / "config/profile.yaml").write_text(f"voice: {voice}\n")
    process = start(*[word.format(voice=voice) for word in SPEAKING[name]])
    wait_for((home / "asked").exists, process)
    ended(process, signal.SIGINT)


@pytest.mark.parametrize("tell", EVERYWHERE)
@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("name", ["build", "build --jobs"])
def test_every_signal_that_ends_a_program_does(home, plugin, name, number, tell):
    (home / "config/profile.yaml").write_text(f"voice: {slow_engine(plugin, home)}\n")
    process = start(*SPEAKING[name])
    wait_for((home / "asked").exists, process)
    ended(process, number, tell)


ASKING = {"diary add": ["diary", "add"], "profile ask": ["profile", "ask"]}


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("name", ASKING)
def test_a_question_is_no_trap(home, name, number):
    process = start(*ASKING[name])
    first = process.stdout.read(1)
    assert first
    ended(process, number)
    assert [*Path("data").rglob("*.db"), *Path("config").iterdir()] == []


@pytest.mark.parametrize("number", ENDING)
def test_a_server_that_waits_for_somebody_stops(home, number):
    Path("page").mkdir()
    Path("page/index.html").write_text("<!doctype html><title>page</title>")
    Path("page/routines.json").write_text(json.dumps({"format": FORMAT, "routines": []}))
    process = start("serve", "page", "--port", "0")
    address = re.search(r"http://127\S+", process.stdout.readline())[0]
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        assert answer.status == 200
    said, wrong = ended(process, number)
    assert (said.splitlines()[-1], wrong) == ("stopped", "")


@pytest.mark.parametrize("number", ENDING)
def test_so_does_the_editor(home, number):
    process = start("edit", "--port", "0", "--no-browser")
    address = process.stdout.readline().strip()
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        assert answer.status == 200
    said, wrong = ended(process, number)
    assert (said.splitlines()[-1], wrong) == ("stopped", "")


@pytest.mark.parametrize("number", ENDING)
def test_what_an_assistant_asked_for_stops_with_its_tools(home, plugin, number):
    voice = slow_engine(plugin, home)
    process = start("mcp", "tracks")
    greeting = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    asked = {"name": "plan", "arguments": {"routine": TEXT.replace("steps", f"voice: {voice}\nsteps")}}
    for line in (
        {"id": 1, "method": "initialize", "params": greeting},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": asked},
    ):
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **line}) + "\n")
    process.stdin.flush()
    wait_for((home / "asked").exists, process)
    ended(process, number)


@pytest.mark.parametrize("number", ENDING)
def test_so_does_watching(home, number, plugin):
    plugin()
    process = start("build", "one", "--voice", "made_up", "--watch", "--format", "wav")
    while "watching" not in (said := process.stderr.readline()):
        assert said, process.communicate()
    ended(process, number)


def test_whoever_chose_to_ignore_a_signal_is_not_stopped(home):
    """As nohup does for a terminal that closes."""
    process = start("diary", "add", ignoring=[signal.SIGHUP])
    assert process.stdout.read(1)
    os.kill(process.pid, signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)
    ended(process, signal.SIGINT)


@pytest.mark.parametrize("number", ENDING)
def test_at_any_moment_it_leaves_the_track_whole(home, plugin, number):
    """Twelve moments from the first import on; some builds are over by then."""
    plugin()
    words = ["build", "one", "--voice", "made_up"]
    began = time.monotonic()
    start(*words).communicate()
    whole = time.monotonic() - began
    track = Path("audio_out/one.en.mp3").read_bytes()
    for moment in range(12):
        process = start(*words, "--force", program=["-c", LOADING])
        assert process.stdout.readline() == "loading\n"
        time.sleep(whole * moment / 12)
        os.kill(process.pid, number)
        said, wrong = process.communicate(timeout=PATIENCE)
        assert process.returncode in (0, 128 + number, -number), said + wrong
        assert "Traceback" not in said + wrong
        assert Path("audio_out/one.en.mp3").read_bytes() == track
        assert left(os.environ[MARK]) == []
        assert [*Path("tmp").iterdir()] == []

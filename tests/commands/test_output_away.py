"""Every command where what it says cannot be written, or not in these characters: never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from nightcue.storage.scratch import nameless_file
from warmed import Warmed

pytestmark = pytest.mark.once

TEXT = """\
title: “Estiramiento” → mañana ≥ ł
voice: embedded
steps:
  - chapter: Días…
  - say: This is not medical advice. Ask a clinician.
  - pause: 100ms
"""
COMMANDS = [
    ["--help"], ["list"], ["build", "mine"], ["plan", "mine"], ["plan", "mine", "--json"], ["check", "mine"],
    ["check", "--list-rules"], ["schema"], ["facts", "--lang", "es"], ["profile", "show"], ["record", "mine"],
    ["record", "mine", "--json"],
    ["diary", "add", "--cramps", "1", "--date", "2024-11-24", "--note", "“日”", "--no-input"],
    ["diary", "list"], ["diary", "list", "--json"], ["diary", "report", "--lang", "es"], ["diary", "export"],
    ["cache"], ["new", "copy", "--from", "rescue"], ["voices", "--lang", "eo"], ["play", "mine"],
]  # fmt: skip
QUICK = [["--help"], ["list"]]
"""What loads next to nothing, and so writes to a stdout that little was done with: always a program of its own."""


@pytest.fixture(autouse=True)
def _here(folder, routine, monkeypatch, read):
    read(routine(TEXT))
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    for kept in ("config", "data"):
        monkeypatch.setenv(f"NIGHTCUE_{kept.upper()}", str(folder / kept))
    (folder / "config").mkdir()
    (folder / "config/profile.yaml").write_text("language: es\nname: “Ana” ł\n", encoding="utf-8")
    started(["diary", "add", "--cramps", "1", "--date", "2024-11-23", "--note", "“日”", "--no-input"])


def started(words, **options):
    command = [sys.executable, "-P", "-m", "nightcue", *words]
    return subprocess.run(command, **{"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **options})


@contextmanager
def starting(stdout, environment=None):
    """How to run a command with this stdout: its exit code, and what it says on stderr."""

    def cold(words):
        done = started(words, stdout=stdout, env=environment)
        return done.returncode, done.stderr

    if sys.platform != "linux":
        yield cold
        return

    def warm(words):
        if words in QUICK:
            return cold(words)
        with Path(os.devnull).open("rb") as nothing, nameless_file() as stderr:
            number = stdout if isinstance(stdout, int) else stdout.fileno()
            code = python.run(words, [nothing.fileno(), number, stderr.fileno()])
            stderr.seek(0)
            return code, stderr.read()

    with closing(Warmed(environment=environment)) as python:
        yield warm


def undo(start, words):
    if words[:2] == ["diary", "add"]:
        start(["diary", "remove", "2024-11-24", "--yes"])
    for made in (Path("routines/copy.yaml"), Path("routines/es/copy.yaml")):
        made.unlink(missing_ok=True)


def every(start):
    """Exit code and words on stderr of each command."""
    ended = {}
    for words in COMMANDS:
        code, said = start(words)
        said = (said or b"").decode("utf-8", "replace")
        assert "Traceback" not in said, (words, said)
        assert "Exception ignored" not in said, (words, said)
        ended[" ".join(words[:2])] = code, said
        undo(start, words)
    return ended


def codes(ended):
    return {name: code for name, (code, _) in ended.items() if name != "play mine"}


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_characters_that_the_output_lacks_are_said_plainly(encoding):
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    with nameless_file() as stdout, starting(stdout, environment) as start:
        ended = every(start)
    assert set(codes(ended).values()) == {0}
    shown = started(["list"], stdout=subprocess.PIPE, env=environment).stdout.decode(encoding)
    manana = "manana" if encoding == "ascii" else "mañana"
    assert f'"Estiramiento" -> {manana} >= ?' in shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_told_in_one_sentence():
    with Path("/dev/full").open("wb") as full, starting(full) as start:
        ended = every(start)
        at_once = started(["--help"], stdout=full, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    assert at_once.returncode == 4
    assert set(codes(ended).values()) == {4}
    assert ended["play mine"][0] == 0  # the sound goes on
    for name in codes(ended):
        told = "nightcue: error: cannot write to stdout: No space left on device; make room there, or send it elsewhere"
        assert ended[name][1].splitlines()[-1] == told


def test_it_ends_quietly_where_nobody_reads_any_more():
    read, write = os.pipe()
    os.close(read)
    try:
        with starting(write) as start:
            ended = every(start)
    finally:
        os.close(write)
    assert set(codes(ended).values()) == {141}
    assert ended["play mine"][0] == 0
    assert {said for name, (_, said) in ended.items() if name != "cache"} == {""}


def test_what_was_closed_is_missed_by_nothing(folder):
    def close_all():
        for number in range(3):
            os.close(number)

    def start(words):  # a program of its own each time: which streams there are is settled when Python starts
        return started(words, stdin=None, stderr=None, preexec_fn=close_all).returncode, b""

    ended = every(start)
    assert set(codes(ended).values()) == {0}
    assert ended["play mine"][0] == 0
    track = folder / "audio_out/mine.en.mp3"
    assert track.read_bytes()[:3] == b"ID3"  # no line of text has got into a file that took the place of stdout


def test_the_work_goes_on_where_only_stderr_is_full():
    with Path("/dev/full").open("wb") as full:
        assert started(["build", "mine"], stdout=subprocess.DEVNULL, stderr=full).returncode == 0
        assert started(["build", "nothing"], stdout=subprocess.DEVNULL, stderr=full).returncode == 1


def test_questions_are_asked_in_any_encoding():
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = started(
        ["diary", "add", "--date", "2024-11-23"], input=b"n\n", stdin=None, stdout=subprocess.PIPE, env=environment
    )
    assert (done.returncode, done.stderr) == (0, b"")

"""A machine that starts no more threads or programs: told in a sentence, and nothing is left half done."""

from __future__ import annotations

import errno
import os
import subprocess
import threading
from pathlib import Path

import pytest

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


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch):
    for name in ("cache", "config", "data"):
        monkeypatch.setenv(f"NIGHTCUE_{name.upper()}", str(folder / name))
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")


def no_thread(self):
    raise RuntimeError("can't start new thread")


def no_program(*_, **__):
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


@pytest.mark.parametrize("name", MAKING)
def test_no_thread_is_told(run, routine, monkeypatch, name):
    words = [word.format(mine=routine(TEXT)) for word in MAKING[name]]
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    done = run(*words)
    assert done.exit_code == 4
    assert "the system lets nightcue start no more threads" in done.stderr
    assert [*Path().rglob("*.mp3")] == []


@pytest.mark.parametrize("name", MAKING)
def test_no_program_is_told(run, routine, monkeypatch, name):
    words = [word.format(mine=routine(TEXT)) for word in MAKING[name]]
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

"""How long an engine may take: by the time that this program runs, so that Ctrl-Z for minutes is no failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from nightcue.patience import is_done_within

GENEROUS = 120
LIMIT = 6.0
"""Seconds that a line may take here; the program is stopped for longer."""

ENGINE = """
import pathlib, sys, time
for line in sys.stdin:
    pathlib.Path("asked").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    print('{"error": "hoarse"}', flush=True)
"""
PROGRAM = """
import pathlib, sys, time
home = pathlib.Path(sys.argv[3])
(home / "asked").touch()
while not (home / "go").exists():
    time.sleep(0.01)
sys.exit("hoarse")
"""
ASKING = f"""
import sys
from nightcue.voices.worker.process import EngineProcess
engine = EngineProcess([sys.executable, "-c", {ENGINE!r}])
print(engine.ask({{}}, {LIMIT})["error"])
engine.close()
"""
RUNNING = f"""
import os, sys
from pathlib import Path
from nightcue.voices.command import CommandVoice, Program
from nightcue.voices.voice import VoiceError
words = (sys.executable, "-c", {PROGRAM!r}, "{{text}}", "{{out}}", os.getcwd())
try:
    CommandVoice(Program("slow", words, ("en",), {LIMIT}, Path("voices.yaml"))).speak("Hello.")
except VoiceError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no Ctrl-Z")
@pytest.mark.parametrize("script", [ASKING, RUNNING], ids=["an engine", "a program"])
def test_a_build_that_is_stopped_for_longer_than_a_line_may_take_goes_on(folder, script):
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as asking:
        while not (folder / "asked").exists():
            assert asking.poll() is None
            time.sleep(0.01)
        os.kill(asking.pid, signal.SIGSTOP)
        time.sleep(LIMIT + 1)
        os.kill(asking.pid, signal.SIGCONT)
        time.sleep(1)  # in which a clock that went on meanwhile would be looked at
        (folder / "go").touch()
        assert "hoarse" in asking.communicate(timeout=GENEROUS)[0]


def test_what_is_never_done_is_waited_for_as_long_as_it_may_take():
    waited = []
    assert not is_done_within(1.3, lambda seconds: waited.append(seconds) or False)
    assert sum(waited) == pytest.approx(1.3)


def test_what_is_done_is_not_waited_for():
    waited = []
    assert is_done_within(60, lambda seconds: waited.append(seconds) or len(waited) == 3)
    assert len(waited) == 3

"""nightcue play as it is seen and steered in a terminal: a real one, in tmux."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time

import pytest

pytestmark = [pytest.mark.once, pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")]

TEXT = """\
title: Long
language: {language}
steps:
  - chapter: First
  - say: This is not medical advice. Ask a clinician. Consulte a su médico, no es consejo médico.
  - pause: 9m
  - chapter: Second
  - say: Lift your left leg.
  - pause: 9m
  - say: Good night.
"""
COLOURS = re.compile(r"\x1b\[([\d;]*)m")


class Terminal:
    """A terminal of 78 by 14 with a shell in it."""

    def __init__(self, folder, environment):
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull]
        variables = [f"{name}={value}" for name, value in environment.items()]
        shell = shlex.join(["env", "-u", "NO_COLOR", *variables, "sh"])
        self.tmux("new-session", "-d", "-x", "78", "-y", "14", "-c", str(folder), shell)

    def tmux(self, *words):
        done = subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=True)
        return done.stdout.rstrip("\n")

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def run(self, *words):
        self.press(shlex.join([sys.executable, "-m", "nightcue", *words]) + "; echo ended $?", "Enter")

    def shown(self, *options):
        return self.tmux("capture-pane", "-p", *options)

    def wait_for(self, pattern):
        until = time.monotonic() + 60
        while not re.search(pattern, self.shown()):
            assert time.monotonic() < until, f"{pattern} is not in:\n{self.shown()}"
            time.sleep(0.05)

    def state(self):
        """Cursor shown, a screen of its own, and what the terminal does with keys."""
        tty = self.tmux("display-message", "-p", "#{pane_tty}")
        flags = self.tmux("display-message", "-p", "#{cursor_flag} #{alternate_on}")
        return flags, subprocess.check_output(["stty", "-a", "-F", tty], text=True)


@pytest.fixture
def terminal(folder, monkeypatch):
    """Start a terminal; more variables may be given."""
    begun = []

    def start(**variables):
        kept = {name: os.environ[name] for name in os.environ if name.startswith("NIGHTCUE_")}
        environment = {**kept, "NIGHTCUE_SOUND": "null", "PS1": "$ ", "LC_ALL": "C.UTF-8", **variables}
        begun.append(Terminal(folder, environment))
        return begun[0]

    yield start
    for each in begun:
        each.tmux("kill-server")


@pytest.fixture
def long(run, routine, known_voice):
    """A track of eighteen minutes that is made already."""

    def make(language="en"):
        path = routine(TEXT.format(language=language))
        os.utime(path, (1e9, 1e9))
        assert run("build", path).exit_code == 0
        return path

    return make


def test_the_screen_shows_the_step_and_keys_do_what_it_says(terminal, long):
    path, there = long(), terminal()
    there.wait_for(r"\$")
    before = there.state()
    there.run("play", path)
    there.wait_for(r"First   1/3")
    there.wait_for(r"  This is not medical advice\. Ask a clinician\.")
    assert re.search(r"left: step 9:\d\d · all 18:\d\d", there.shown())
    assert "space pause   ← → step   ↑ ↓ volume   q stop" in there.shown()
    assert there.state()[0] == "0 1"

    there.press("Right")
    there.wait_for(r"Second   2/3\n\n  Lift your left leg\.")
    there.press("Space")
    there.wait_for(r"\d   paused")
    stands = there.shown()
    time.sleep(1.3)
    assert there.shown() == stands
    there.press("Space")
    there.wait_for(r"all \d+:\d\d\n")
    there.press("Left")
    there.wait_for("First   1/3")
    there.press("Down", "Down", "Up")
    there.wait_for("volume 90 %")
    there.press("x", "Escape")
    there.press("q")
    there.wait_for(rf"stopped at \d:\d\d\nto go on from there: nightcue play {path} --resume\nended 0")
    assert there.state() == before


def test_it_is_dark_red_on_black_and_nothing_else(terminal, long):
    path, there = long(), terminal()
    there.run("play", path)
    there.wait_for("First   1/3")
    there.press("Space", "Down")
    there.wait_for("paused   volume")
    colours = {code for found in COLOURS.findall(there.shown("-e")) for code in re.split(r";(?=[34]8|39|49)", found)}
    assert colours - {"39", "49", "0", ""} == {"38;5;88", "38;5;124", "48;5;16"}


def test_no_color_is_obeyed(terminal, long):
    path, there = long(), terminal(NO_COLOR="1")
    there.run("play", path)
    there.wait_for("First   1/3")
    assert COLOURS.findall(there.shown("-e")) == []


def test_the_screen_speaks_the_language_of_the_routine(terminal, long):
    path, there = long("es"), terminal()
    there.run("play", path)
    there.wait_for(r"quedan: paso 9:\d\d · todo 18:\d\d")
    there.press("Space")
    there.wait_for("en pausa")
    assert "espacio pausa   ← → paso   ↑ ↓ volumen   q parar" in there.shown()


@pytest.mark.parametrize("kind", ["Ctrl-C", "TERM"])
def test_whatever_ends_it_the_terminal_is_as_it_was_and_it_goes_on_from_there(terminal, long, kind):
    path, there = long(), terminal()
    there.wait_for(r"\$")
    before = there.state()
    there.run("play", path)
    there.wait_for("First   1/3")
    there.press("Right")
    there.wait_for("Second   2/3")
    if kind == "Ctrl-C":
        there.press("C-c")
    else:
        shell = there.tmux("display-message", "-p", "#{pane_pid}")
        (playing,) = subprocess.check_output(["pgrep", "-P", shell], text=True).split()
        os.kill(int(playing), 15)
    there.wait_for("ended 1" + ("30" if kind == "Ctrl-C" else "43"))
    assert there.state() == before
    there.tmux("clear-history")
    there.run("play", path, "--resume")
    there.wait_for("Second   2/3")
    there.press("q")


def test_it_can_be_put_aside_and_taken_up_again(terminal, long):
    path, there = long(), terminal()
    there.wait_for(r"\$")
    before = there.state()
    there.run("play", path)
    there.wait_for("First   1/3")
    there.press("Space")
    there.wait_for("paused")
    there.press("C-z")
    there.wait_for("[Ss]topped")
    assert there.state() == before
    there.press("fg", "Enter")
    there.wait_for("paused")
    there.press("Right")
    there.wait_for("Second   2/3")
    there.press("q")


def test_a_small_terminal_shows_what_fits(terminal, long):
    path, there = long(), terminal()
    there.tmux("resize-window", "-x", "24", "-y", "5")
    there.run("play", path)
    there.wait_for("First   1/3\n\n  This is not medical")
    there.tmux("resize-window", "-x", "78", "-y", "14")
    there.wait_for("q stop")
    there.press("q")


def test_more_time_the_sleep_timer_and_pain_each_have_a_key(terminal, long):
    path, there = long(), terminal()
    there.run("play", path)
    there.wait_for("First   1/3")
    assert "m more time   t sleep timer   i I feel pain" in there.shown()
    there.press("m")
    there.wait_for("more time is for pauses")
    there.wait_for(r"step 8:5\d")
    there.press("m", "m")
    there.wait_for(r"step 26:\d\d · all 3[56]:\d\d   18:00 more")
    there.press("t")
    there.wait_for("sleep timer at the end of this step")
    there.press("t", "t")
    there.wait_for("sleep timer 10 min")
    there.press("i")
    there.wait_for(r"Stop here, and let go slowly\.(.|\n)*r rescue   space go on   q end")
    there.press("Space")
    there.wait_for("First   1/3")
    there.press("i")
    there.wait_for("r rescue")
    there.press("r")
    there.wait_for("Straighten your leg")
    there.press("q")
    there.wait_for("ended 0")

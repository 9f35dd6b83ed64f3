"""nightcue play with words: through the real player on a device that plays into nothing, and a file as microphone."""

import time
from array import array
from threading import Event, Thread

import numpy as np
import pytest

from nightcue.bedside.voice_words import hearing
from nightcue.bedside.voice_words.errors import NoMicrophoneError
from nightcue.bedside.voice_words.takes import keep_takes
from nightcue.diary.store import reading
from saying import spoken, takes

pytestmark = pytest.mark.once

TEXT = """\
title: Short
steps:
  - chapter: First
  - say: This is not medical advice. Ask a clinician.
  - pause: 40s
  - chapter: Second
  - say: Yes.
"""


@pytest.fixture(autouse=True)
def _own_folders(folder, monkeypatch, known_voice):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"NIGHTCUE_{kind}", str(folder / kind))


@pytest.fixture
def mine(routine, read):
    return read(routine(TEXT))


class Room:
    """A microphone that hears `sound` from the moment that it is opened, in the time that it takes."""

    opened = 0

    def __init__(self, heard):
        self.heard, self.gone, self.is_open = heard, Event(), False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.is_open = False

    def open(self):
        self.is_open = True
        type(self).opened += 1
        Thread(target=self.hear, daemon=True).start()

    def shut(self):
        self.is_open = False

    def hear(self):
        for at in range(0, len(self.sound), 800):
            if not self.is_open:
                return
            self.heard(array("h", (self.sound[at : at + 800] * 32767).astype(np.int16).tobytes()))
            time.sleep(0.05)


@pytest.fixture
def room(monkeypatch):
    class Heard(Room):
        sound = np.concatenate([spoken("go on.", "slow"), np.zeros(60 * 16_000, np.float32) + 1e-4])

    monkeypatch.setattr(hearing, "Microphone", Heard)
    return Heard


def test_next_in_a_silence_goes_to_the_next_step(run, mine, room):
    keep_takes("next", takes("go on"))
    done = run("play", mine)
    assert done.exit_code == 0
    assert "Second" in done.output
    assert room.opened == 1
    with reading() as diary:
        [play] = diary.plays()
    assert play.heard < play.length - 20


def test_without_words_and_with_no_words_no_microphone_is_touched(run, routine, read, room):
    short = read(routine(TEXT.replace("40s", "2s"), "brief"))
    assert run("play", short).exit_code == 0
    keep_takes("next", takes("go on"))
    assert run("play", short, "--no-words").exit_code == 0
    assert room.opened == 0


def test_without_a_microphone_it_plays_on_and_says_so_in_a_line(run, routine, read, monkeypatch):
    def refused(heard):
        raise NoMicrophoneError("no")

    keep_takes("next", takes("go on"))
    monkeypatch.setattr(hearing, "Microphone", refused)
    done = run("play", read(routine(TEXT.replace("40s", "4s"), "brief")))
    assert done.exit_code == 0
    assert done.output.count("there is no microphone that may be used") == 1
    assert "Second" in done.output

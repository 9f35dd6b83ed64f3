"""One process that speaks several lines at a time: to each its own clip, in turn, and none fails with another."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nightcue.voices.voice import VoiceError
from nightcue.voices.worker import pool, room
from nightcue.voices.worker import voice as voices
from nightcue.voices.worker.room import OURS, Room
from nightcue.voices.worker.voice import WorkerVoice
from nightcue.voices.worker.warm import WARM

pytestmark = pytest.mark.once

ENGINES = """
import os, threading, time
import numpy as np
from nightcue.audio.clip import Clip
from nightcue.voices.voice import Voice

BOTH = threading.Barrier(2)

def tone(samples):
    return Clip((8000 * np.sin(np.arange(samples) * 0.2)).astype(np.int16), 22050)

class Telling(Voice):
    "The length of its clip tells the process by the thousands, and the cores by the rest."
    def __init__(self, cores=1):
        self.cores = cores
    def speak(self, text):
        if text == "both": BOTH.wait(30)
        return tone(os.getpid() % 1000 * 1000 + 2000 + self.cores)

class Late(Voice):
    "The longer the line, the sooner it is spoken; its clip is as long as the line."
    def speak(self, text):
        time.sleep(0.3 / len(text))
        return tone(len(text) * 1000)

class Written(Voice):
    "Writes down which line it begins."
    def __init__(self, into):
        self.into = into
    def speak(self, text):
        with open(self.into, "a") as file:
            file.write(text + "\\n")
        time.sleep(0.1)
        return tone(2000)

class Failing(Voice):
    def speak(self, text):
        if text in ("unreadable", "slow", "hanging beside", "dying"): BOTH.wait(30)
        if text == "unreadable": raise ValueError("it reads no such word")
        if text == "slow": time.sleep(0.5)
        if text == "dying": os._exit(7)
        if text.startswith("hanging"): time.sleep(600)
        return tone(2000)
"""


@pytest.fixture(autouse=True)
def _engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "engines_in_threads.py").write_text(ENGINES, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(pool, "ROOM", Room())
    WARM.end()


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch):
    """Make it a machine of so many cores."""
    return lambda count: monkeypatch.setattr(voices, "cores", lambda: count)


def hosted(name: str, *, patience: float = 60.0, most_cores: int = 1, **options: str) -> WorkerVoice:
    engine = f"engines_in_threads:{name}"
    return WorkerVoice(
        f"{name}; for tests", engine, options, patience=patience, beside=10_000_000, most_cores=most_cores
    )


def spoken(voice: WorkerVoice, *lines: str) -> list[int]:
    """How many samples each of the lines has; all are asked for at once, in their order."""
    with ThreadPoolExecutor(len(lines)) as threads:
        return [len(clip) for clip in threads.map(voice.speak, lines)]


def test_one_process_speaks_as_many_lines_at_a_time_as_there_are_cores(cores) -> None:
    cores(2)
    with hosted("Telling") as voice:
        voice.start(["both", "both"])
        assert voice.side_by_side == 2
        assert len(set(spoken(voice, "both", "both"))) == 1


def test_it_is_loaded_as_long_as_it_can_speak_one_more_line(cores) -> None:
    cores(2)
    with hosted("Telling") as voice:
        assert not voice.loaded
        voice.warm_up()
        with voice._engines.borrow():
            assert voice.loaded
            with voice._engines.borrow():
                assert not voice.loaded


def test_an_answer_goes_to_whoever_asked_for_it_though_a_later_line_is_ready_first(cores) -> None:
    cores(4)
    lines = ["x" * (1 + number % 9) for number in range(40)]
    with hosted("Late") as voice:
        assert spoken(voice, *lines) == [1000 * len(line) for line in lines]


def test_lines_are_spoken_in_the_order_in_which_they_are_asked_for(cores, tmp_path: Path) -> None:
    cores(1)
    lines = [f"line {number}" for number in range(12)]
    with hosted("Written", into=str(tmp_path / "spoken")) as voice, ThreadPoolExecutor(len(lines)) as threads:
        with voice._engines.borrow():
            for number, line in enumerate(lines):
                threads.submit(voice.speak, line)
                while len(voice._engines._waiting) <= number:
                    time.sleep(0.001)
        threads.shutdown()
    assert (tmp_path / "spoken").read_text().split("\n")[:-1] == lines


@pytest.mark.parametrize(("room_for", "lines"), [(0, 1), (1.05, 1), (1.5, 6), (100, 6)])
def test_no_more_lines_are_spoken_at_a_time_than_have_room(cores, monkeypatch, room_for: float, lines: int) -> None:
    cores(6)
    monkeypatch.setattr(room, "limit", lambda: OURS + room_for * pool.USUAL)
    with hosted("Telling") as voice:
        voice.start(["a line"] * 6)
        assert voice.side_by_side == lines
        assert len(set(spoken(voice, *["a line"] * 6))) == 1, "there is one process"


@pytest.mark.parametrize(("room_for", "used"), [(1.05, 2), (100, 1)])
def test_where_memory_leaves_one_line_at_a_time_two_cores_are_on_it(
    cores, monkeypatch, room_for: float, used: int
) -> None:
    cores(2)
    monkeypatch.setattr(room, "limit", lambda: OURS + room_for * pool.USUAL)
    with hosted("Telling", most_cores=2) as voice:
        assert spoken(voice, "a line")[0] % 1000 == used


def test_a_line_that_cannot_be_spoken_leaves_the_one_beside_it(cores) -> None:
    cores(2)
    with hosted("Failing") as voice, ThreadPoolExecutor(2) as threads:
        slow, unreadable = threads.submit(voice.speak, "slow"), threads.submit(voice.speak, "unreadable")
        with pytest.raises(VoiceError, match=r"could not speak 'unreadable': .*it reads no such word"):
            unreadable.result(60)
        assert len(slow.result(60)) == 2000
        assert len(voice.speak("the next")) == 2000


@pytest.mark.parametrize(
    ("lines", "patience", "reason"),
    [(("hanging", "hanging"), 3, "it gave no answer in"), (("hanging beside", "dying"), 60, "exit code 7")],
)
def test_whoever_is_beside_one_that_ends_the_process_is_told_the_same(
    cores, lines: tuple[str, str], patience: float, reason: str
) -> None:
    cores(2)
    with hosted("Failing", patience=patience) as voice, ThreadPoolExecutor(2) as threads:
        for each in [threads.submit(voice.speak, line) for line in lines]:
            with pytest.raises(VoiceError, match=reason):
                each.result(120)
    with hosted("Failing") as another:
        assert len(another.speak("the next")) == 2000


@pytest.mark.parametrize(
    ("most", "there", "used", "at_a_time"), [(2, 1, 1, 1), (2, 2, 2, 1), (2, 4, 2, 2), (1, 4, 1, 4)]
)
def test_who_is_in_a_hurry_has_more_cores_on_each_line(cores, most: int, there: int, used: int, at_a_time: int) -> None:
    cores(there)
    with hosted("Telling", most_cores=most) as voice:
        assert spoken(voice, "a line")[0] % 1000 == 1
    with hosted("Telling", most_cores=most) as voice:
        voice.hurry()
        voice.start(["a line"] * 8)
        assert spoken(voice, "a line")[0] % 1000 == used
        assert voice.side_by_side == at_a_time

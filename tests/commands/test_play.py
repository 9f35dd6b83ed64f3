"""nightcue play, on a sound device that plays into nothing; keys and screen are in test_play_in_a_terminal.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from nightcue.bedside import listening
from nightcue.bedside.resume_positions import keep_place, place_of
from nightcue.bedside.sound_device import SoundDevice
from nightcue.bedside.track import RATE
from nightcue.diary.store import reading
from stopped import heed_signals

pytestmark = pytest.mark.once

TEXT = """\
title: Short
steps:
  - chapter: First
  - say: This is not medical advice. Ask a clinician.
  - pause: 300ms
  - chapter: Second
  - say: Yes.
"""
TRACK = Path("audio_out/mine.en.mp3")


@pytest.fixture(autouse=True)
def _into_nothing(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))


@pytest.fixture
def brief_voice(known_voice):
    """A known voice that speaks three times as fast, since what it says is waited for."""
    speak = known_voice.speak
    known_voice.speak = lambda text: speak(text[::3])


@pytest.fixture
def mine(routine, brief_voice, read):
    path = read(routine(TEXT))
    os.utime(path, (1e9, 1e9))
    return path


@pytest.fixture
def gone(monkeypatch):
    """A device that goes away when the track has played for a second."""

    play = SoundDevice.play

    def going(device, feed):
        handed = 0

        def until(count):
            nonlocal handed
            handed += count
            if handed <= RATE:
                return feed(count)
            device.gone.set()
            return bytes(2 * count)

        play(device, until)

    monkeypatch.setattr(SoundDevice, "play", going)


def plays():
    with reading() as diary:
        return [*diary.plays()]


def test_it_makes_the_track_plays_it_to_the_end_and_names_each_chapter(run, mine, read):
    done = run("play", read(mine))
    assert done.exit_code == 0
    assert [line.split()[-1] for line in done.stdout.splitlines()] == ["First", "Second", "finished"]
    assert done.stderr == ""


def test_it_makes_nothing_anew_when_nothing_has_changed_and_it_is_what_build_makes(run, mine, monkeypatch):
    assert run("build", mine).exit_code == 0
    made = TRACK.stat().st_mtime_ns
    heard = []
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda track, *_, **__: heard.append(track))
    monkeypatch.setattr("nightcue.building.compile.compile_routine", None)
    assert run("play", mine).exit_code == 0
    assert heard == [TRACK]
    assert TRACK.stat().st_mtime_ns == made


def test_what_was_heard_is_in_the_diary(run, mine):
    before = datetime.now().astimezone()
    run("play", mine)
    (play,) = plays()
    assert (play.routine, play.language, play.finished) == ("mine", "en", True)
    assert play.heard == pytest.approx(play.length, abs=0.1)
    assert before <= play.started <= datetime.now().astimezone()


def test_a_diary_that_cannot_be_written_is_a_note_and_no_more(run, mine, monkeypatch):
    def refuse(*_):
        raise OSError("no room")

    monkeypatch.setattr("nightcue.diary.plays.keep_play", refuse)
    done = run("play", mine)
    assert (done.exit_code, done.stderr) == (0, "note: this was not written into the diary: no room\n")


def test_without_a_sound_device_it_says_so_and_names_the_file(run, mine, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_SOUND", "no-such-thing")
    done = run("play", mine)
    assert done.exit_code == 4
    assert done.stderr.startswith(f"nightcue: error: there is no sound device here. The track is {TRACK}:")
    assert plays() == []


def test_a_device_that_goes_away_is_told_with_file_and_place_and_the_place_is_kept(run, mine, gone):
    done = run("play", mine)
    assert done.exit_code == 4
    assert f"the sound device went away at 0:01, in 'First'. The track is {TRACK}." in done.stderr
    assert f"nightcue play {mine} --resume" in done.stderr
    assert place_of(TRACK) == pytest.approx(1.25, abs=0.3)  # of its first silence some was played while it was made
    (play,) = plays()
    assert not play.finished


def test_a_device_that_says_nothing_and_asks_for_nothing_is_gone_too(run, mine, monkeypatch):
    def stuck(device, _):
        device._device.stop_callback = None
        device._device.stop()

    monkeypatch.setattr(SoundDevice, "play", stuck)
    monkeypatch.setattr(listening, "STUCK", 0.3)
    done = run("play", mine)
    assert done.exit_code == 4
    assert "the sound device went away at 0:0" in done.stderr


def test_words_of_the_player_are_in_the_language_of_the_routine(run, routine, brief_voice, gone):
    path = routine(TEXT.replace("title: Short", "title: Corta\nlanguage: es").replace("First", "Primero"))
    done = run("play", path)
    assert "la salida de sonido se fue en 0:01, en «Primero»" in done.stderr


def test_resume_goes_on_from_where_it_was_left_and_an_end_is_no_place(run, mine):
    run("build", mine)
    keep_place(TRACK, 1.8)
    done = run("play", mine, "--resume")
    assert done.stdout.splitlines() == ["0:02  Second", "finished"]
    assert place_of(TRACK) is None
    assert plays()[-1].heard < 1.1
    assert "there is no place to go on from" in run("play", mine, "--resume").stderr


def test_a_place_after_the_end_is_none(run, mine, monkeypatch):
    run("build", mine)
    keep_place(TRACK, 500)
    heard = []
    monkeypatch.setattr(
        "nightcue.commands.at_bedside.hear", lambda track, routine, start, *_, **__: heard.append(start)
    )
    assert "from the start" in run("play", mine, "--resume").stderr
    assert heard == [0]


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_it_and_the_place_is_kept(run, routine, brief_voice, kind, read):
    mine = read(routine(TEXT.replace("300ms", "10m")))
    os.utime(mine, (1e9, 1e9))
    run("build", mine)
    program = [sys.executable, "-m", "nightcue", "play", mine]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(program, **pipes, preexec_fn=heed_signals) as playing:
        first = playing.stdout.readline()
        time.sleep(0.3)
        playing.send_signal(kind)
        rest, problems = playing.communicate(timeout=60)
    assert first == "0:00  First\n"
    assert rest.startswith("stopped at 0:0")
    assert f"to go on from there: nightcue play {mine} --resume" in rest
    assert (playing.returncode, problems) == (128 + kind, "")
    assert place_of(TRACK) > 0.1


def test_it_plays_on_when_who_reads_its_lines_has_gone(run, mine):
    run("build", mine)
    program = [sys.executable, "-m", "nightcue", "play", mine]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as playing:
        playing.stdout.readline()
        playing.stdout.close()
        problems = playing.stderr.read()
    assert (playing.returncode, problems) == (0, "")
    assert plays()[-1].finished


def test_what_cannot_be_made_is_not_played(run, routine):
    assert run("play", "bedtme").exit_code == 1
    assert run("play", routine("title: T\nsteps: 5\n")).exit_code == 1


def test_the_way_to_go_on_has_the_options_that_were_given(run, routine, brief_voice, monkeypatch):
    path = routine(TEXT.replace("steps:", "vars: {rest: 1s}\nsteps:").replace("300ms", "'{rest}'"))
    said = []
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda *words, **_: said.append(words[-1]))
    run("play", path, "--set", "rest=2 min")
    assert said == [f"nightcue play {path} --set 'rest=2 min' --resume"]

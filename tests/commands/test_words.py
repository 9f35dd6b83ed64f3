"""nightcue words: recording, listing, trying and removing, with sound in the place of a microphone."""

from array import array
from threading import Event

import numpy as np
import pytest

from nightcue.bedside.voice_words import recorder, recording
from nightcue.bedside.voice_words.takes import read_takes, recorded_uses
from saying import spoken

QUIET = np.random.default_rng(6).normal(scale=3e-4, size=16 * 16_000).astype(np.float32)


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def hear(monkeypatch):
    """Have the microphone hear these sounds, one each time that it is opened."""

    def say(*sounds):
        left = list(sounds)

        class Said:
            def __init__(self, heard):
                self.heard, self.gone = heard, Event()

            def open(self):
                sound = left.pop(0) if left else np.concatenate([QUIET] * 5)
                for at in range(0, len(sound), 800):
                    self.heard(array("h", (sound[at : at + 800] * 32767).astype(np.int16).tobytes()))

            def shut(self):
                pass

            close = shut

        monkeypatch.setattr(recorder, "Microphone", Said)

    return say


def both(word):
    return spoken(f"{word}."), spoken(f"{word}.", "normal")


def test_three_words_are_recorded_twice_each_and_tried_and_removed(run, hear, tmp_path):
    hear(*both("pause"), *both("another minute"), *both("ouch"))
    done = run("words", "record")
    assert done.exit_code == 0, done.output
    assert recorded_uses() == ["pause", "more-time", "pain"]
    assert [line for line in done.output.splitlines() if line.startswith("kept")] == [
        "kept: pause", "kept: more time", "kept: it hurts"
    ]  # fmt: skip
    assert str(tmp_path / "state/words") in done.output
    assert "again      again: not recorded" in run("words", "list").output
    hear(spoken("ouch.", "slow"), spoken("telephone."), spoken("pause."))
    assert run("words", "try").output.splitlines()[1:] == ["it hurts", "none of your words", "pause"]
    assert run("words", "remove", "pain").output == "removed: it hurts\n"
    assert run("words", "remove", input="y\n").exit_code == 0
    assert recorded_uses() == []


def test_two_takes_that_differ_and_a_word_like_another_are_asked_for_again(run, hear):
    hear(*both("pause"))
    run("words", "record", "pause")
    hear(spoken("ouch."), spoken("good night."), *both("pause"), *both("next one"))
    said = run("words", "record", "next").output
    assert "those two were not alike" in said
    assert "too much like your word for “pause”" in said
    assert recorded_uses() == ["pause", "next"]


def test_a_word_that_is_recorded_again_takes_the_place_of_the_old_one(run, hear):
    hear(*both("pause"))
    run("words", "record", "pause")
    old = read_takes("pause")[0]
    hear(*both("stand still"))
    run("words", "record", "pause")
    assert not np.array_equal(old, read_takes("pause")[0])


def test_where_nothing_is_said_it_gives_up_and_keeps_nothing(run, hear):
    hear()
    done = run("words", "record", "pause")
    assert done.exit_code == 1
    assert done.output.count("nothing was heard") == 4
    assert recorded_uses() == []


def test_it_speaks_the_language_of_the_profile(run, hear):
    run("profile", "set", "--language", "es")
    hear(*both("pause"))
    said = run("words", "record", "pause").output
    assert "pausa: diga su palabra" in said
    assert "se quedan en este equipo" in said


@pytest.mark.parametrize(("backend", "why"), [("null", "hears nothing at all"), ("wasapi", "no microphone")])
def test_without_a_microphone_or_where_it_is_not_allowed_it_says_so(run, monkeypatch, backend, why):
    monkeypatch.setenv("NIGHTCUE_SOUND", backend)
    monkeypatch.setattr(recording, "PATIENCE", 0.3)
    done = run("words", "record")
    assert done.exit_code == 4
    assert why in done.output


def test_without_words_there_is_nothing_to_try_or_to_remove(run):
    for part in ("try", "remove"):
        done = run("words", part)
        assert (done.exit_code, done.output) == (0, "no word is recorded: nightcue words record\n")


def test_another_use_is_refused_with_those_that_there_are(run):
    done = run("words", "record", "stop")
    assert done.exit_code == 2
    assert "'stop' is none of pause, more-time, again, next, pain" in done.output

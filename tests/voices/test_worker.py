"""Engines of other people, in processes of their own: whatever they do, it ends in a clip or in a clear VoiceError."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.voice import VoiceError
from nightcue.voices.worker.voice import WorkerVoice

pytestmark = pytest.mark.once

ENGINES = """
import os, time
import numpy as np
from nightcue.audio.clip import Clip
from nightcue.voices.voice import Voice

def tone(seconds, rate=22050):
    return (8000 * np.sin(np.arange(int(seconds * rate)) * 0.2)).astype(np.int16)

class Good(Voice):
    def __init__(self, language, pace):
        print("made for", language, pace)
    def speak(self, text):
        print("a word on stdout")
        return Clip(tone(len(text) / 20))

class Broken(Voice):
    def __init__(self):
        raise RuntimeError("the model is torn")
    def speak(self, text): ...

def speaking(what):
    class Engine(Voice):
        def speak(self, text):
            return what()
    return Engine

Nothing = speaking(lambda: None)
Text = speaking(lambda: "a clip")
Stereo = speaking(lambda: Clip(np.zeros((2000, 2), np.int16)))
Floats = speaking(lambda: Clip(np.zeros(2000)))
Slow = speaking(lambda: Clip(tone(1), 50))
NoRate = speaking(lambda: Clip(tone(1), None))
Silent = speaking(lambda: Clip(np.zeros(22050, np.int16)))
Empty = speaking(lambda: Clip(np.zeros(0, np.int16)))
Endless = speaking(lambda: Clip(tone(600)))
Hanging = speaking(lambda: time.sleep(60))
Dying = speaking(lambda: os._exit(7))
"""


@pytest.fixture(autouse=True)
def _engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other_engines.py").write_text(ENGINES, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def hosted(name: str, patience: float = 30.0, **options: str) -> WorkerVoice:
    return WorkerVoice(f"{name.lower()}; for tests", f"other_engines:{name}", options, patience=patience)


def test_an_engine_is_made_with_its_options_and_may_print_what_it_likes() -> None:
    with hosted("Good", language="en", pace="slow") as voice:
        clip = voice.speak("twenty characters ..")
    assert (clip.rate, len(clip)) == (22_050, 22_050)
    assert np.abs(clip.samples).max() > 7_000


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Broken", "the model is torn"),
        ("Missing", "no attribute 'Missing'"),
        ("Nothing", "it gave NoneType in place of a clip"),
        ("Text", "it gave str in place of a clip"),
        ("Stereo", r"it gave samples of shape \(2000, 2\) and type int16; a clip is mono"),
        ("Floats", r"samples of shape \(2000,\) and type float64"),
        ("Slow", "it gave 50 samples a second"),
        ("NoRate", "it gave None samples a second"),
        ("Dying", "exit code 7"),
    ],
)
def test_what_an_engine_does_wrong_is_told_with_its_name_and_the_line(name: str, reason: str) -> None:
    with (
        hosted(name) as voice,
        pytest.raises(VoiceError, match=rf"'{name.lower()}' could not speak 'Breathe out.': .*{reason}"),
    ):
        voice.speak("Breathe out.")


def test_an_engine_that_hangs_is_ended() -> None:
    with hosted("Hanging", patience=1.0) as voice, pytest.raises(VoiceError, match="gave no answer in"):
        voice.speak("Out.")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Silent", "made no sound for 'Out.'"),
        ("Empty", "made no sound for 'Out.'"),
        ("Endless", "went on for 600 s with 'Out.'"),
    ],
)
def test_a_clip_that_is_no_speech_is_refused_by_the_finish(name: str, reason: str) -> None:
    with PostProcessedVoice(hosted(name), -20) as voice, pytest.raises(VoiceError, match=rf"'{name.lower()}' {reason}"):
        voice.speak("Out.")


def test_one_failure_does_not_keep_the_next_line_from_being_spoken() -> None:
    with hosted("Good", language="en", pace="calm") as voice:
        first = voice.speak("One.")
        with pytest.raises(VoiceError), hosted("Dying") as dying:
            dying.speak("Two.")
        assert np.array_equal(voice.speak("One.").samples, first.samples)


def test_an_engine_can_be_loaded_before_it_has_anything_to_speak() -> None:
    with hosted("Good", language="en", pace="slow") as voice:
        assert not voice.loaded
        voice.warm_up()
        assert voice.loaded
        assert len(voice.speak("twenty characters ..")) == 22_050


def test_an_engine_that_cannot_be_loaded_says_why() -> None:
    with hosted("Broken") as voice, pytest.raises(VoiceError, match=r"could not load: .*the model is torn"):
        voice.warm_up()

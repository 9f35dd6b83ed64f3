"""The natural English voice: from pip alone, the same each time, and what it says of text and files of no use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.voices.catalogue import open_voice, voices_to_try
from nightcue.voices.engines import hibari
from nightcue.voices.engines.hibari import HibariVoice, offers
from nightcue.voices.voice import Pace, VoiceError

pytestmark = pytest.mark.once

LINE = "Breathe in. And breathe out."


def spoken(text: str, pace: Pace = "calm") -> Clip:
    with offers()[0].open("en", pace) as voice:
        return voice.speak(text)


def test_the_same_line_is_the_same_clip_in_another_process_whatever_was_spoken_before() -> None:
    with offers()[0].open("en", "calm") as voice:
        voice.speak("Something else.")
        first = voice.speak(LINE)
    second = spoken(LINE)
    assert first.rate == 24_000
    assert 1.5 < first.seconds < 6
    assert np.array_equal(first.samples, second.samples)


def test_lines_that_are_spoken_at_the_same_time_are_what_they_are_alone() -> None:
    voice = HibariVoice(str(offers()[0].model), "calm")
    lines = [f"Hold for {number} seconds, and breathe. Do not bounce." for number in range(10, 18)]
    with ThreadPoolExecutor(4) as threads:
        together = [*threads.map(voice.speak, lines)]
    for line, clip in zip(lines, together, strict=True):
        assert np.array_equal(clip.samples, voice.speak(line).samples)


def test_nothing_is_kept_or_sent_about_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ.keys() - {"PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH"}:
        monkeypatch.delenv(name)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    spoken("Hello.")
    assert list(tmp_path.rglob("*")) == []


def test_it_speaks_where_no_socket_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    assert HibariVoice(str(offers()[0].model), "calm").speak("Hello.").seconds > 0.3


def test_a_slower_pace_takes_longer_and_sentences_have_a_pause_between_them() -> None:
    slow, calm = spoken(LINE, "slow"), spoken(LINE)
    assert slow.seconds > 1.1 * calm.seconds
    quiet = np.abs(calm.samples) < 30
    longest = max(map(len, "".join("q" if q else " " for q in quiet).split())) / calm.rate
    assert hibari.SENTENCE_PAUSE["calm"] <= longest < hibari.SENTENCE_PAUSE["calm"] + 0.1


def test_a_brief_line_is_not_drawn_out() -> None:
    assert spoken("Pull back", "slow").seconds < 1.6


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Breathe [out](/kat/) now.", "Breathe [out] (/kat/) now."),
        ("<speak>Breathe out.</speak>", " speak>Breathe out. /speak>"),
    ],
)
def test_what_it_could_take_for_an_instruction_is_spoken_as_text(text: str, like: str) -> None:
    assert np.array_equal(spoken(text).samples, spoken(like).samples)


def test_two_thousand_characters_without_a_mark_are_spoken() -> None:
    text = "heel down and knee straight " * 72
    assert len(text) > 2_000
    assert spoken(text).seconds > 60


@pytest.mark.parametrize(
    ("text", "told"),
    [("Дышите.", "does not read the letters Д, ы, ш, и, т, ..."), ("a" * 60, "no word of 60 letters")],
)
def test_what_it_cannot_read_is_told_with_a_way_out(text: str, told: str) -> None:
    with offers()[0].open("en", "calm") as voice, pytest.raises(VoiceError, match=told):
        voice.speak(text)


def test_without_anything_to_speak_there_is_an_error_and_no_clip(cache_folder: Path) -> None:
    with open_voice("heart", "en") as voice, pytest.raises(VoiceError, match="'hibari heart' made no sound"):
        voice.speak("…!")
    assert not list(cache_folder.rglob("*.clip"))


def test_a_model_that_was_cut_short_is_told_with_a_way_to_get_it_again(tmp_path: Path) -> None:
    model = tmp_path / "hibari.onnx"
    model.write_bytes(offers()[0].model.read_bytes()[:1_000_000])
    with pytest.raises(VoiceError, match=r"hibari\.onnx is not the model.*pip install --force-reinstall"):
        HibariVoice(str(model), "calm")


def test_without_its_packages_another_voice_is_the_default() -> None:
    program = (
        "import sys; sys.modules['hibari'] = None; from nightcue.voices.catalogue import voices_to_try;"
        "print(voices_to_try('default', 'en'))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "heart" in voices_to_try("default", "en")
    assert "heart" not in said
    assert "embedded" in said

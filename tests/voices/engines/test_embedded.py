"""The real engine: the same words give the same clip, whole, trimmed and quiet at the edges."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.voices.batch import speak_all
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.voice import UnknownVoiceError, Voice, VoiceError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="espeak is the engine on Linux")

ENGLISH = ["Three.", "Left foot back, heel down.", "Is either leg swollen, red or hot?", "Breathe out."]
SPANISH = ["Tres.", "Pie izquierdo atrás, talón abajo.", "¿Tiene alguna pierna hinchada?", "Suelte el aire."]


def digest(clip: Clip) -> str:
    return hashlib.sha256(clip.samples.tobytes()).hexdigest()


@pytest.fixture(scope="module")
def english() -> Iterator[Voice]:
    with PostProcessedVoice(EmbeddedVoice("en"), -20) as voice:
        yield voice


@pytest.fixture(scope="module")
def spanish() -> Iterator[Voice]:
    with PostProcessedVoice(EmbeddedVoice("es"), -20) as voice:
        yield voice


@pytest.mark.parametrize(("language", "lines"), [("en", ENGLISH), ("es", SPANISH)])
def test_any_order_and_any_process_give_the_same_clips_and_print_nothing(language: str, lines: list[str]) -> None:
    with PostProcessedVoice(EmbeddedVoice(language), -20) as voice:
        forwards = {line: digest(voice.speak(line)) for line in lines}
        backwards = {line: digest(voice.speak(line)) for line in reversed(lines)}
    elsewhere = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, language, *lines[2:], *lines[:2]],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert forwards == backwards == json.loads(elsewhere.stdout)
    assert elsewhere.stderr == ""
    assert len(set(forwards.values())) == len(lines)


ANOTHER_PROCESS = """
import hashlib, json, sys
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.batch import speak_all
clips = speak_all(PostProcessedVoice(EmbeddedVoice(sys.argv[1]), -20), sys.argv[2:])
json.dump({line: hashlib.sha256(clip.samples.tobytes()).hexdigest() for line, clip in clips.items()}, sys.stdout)
"""


def test_every_phrase_comes_at_the_pace_asked_for(english: Voice) -> None:
    lines = [f"Number {number}." for number in range(60)]
    first = {line: digest(clip) for line, clip in speak_all(english, lines).items()}
    assert first == {line: digest(clip) for line, clip in speak_all(english, reversed(lines)).items()}


def test_a_slower_pace_takes_longer() -> None:
    line = "Point your toes away from you, then pull them slowly back."
    lengths = []
    for pace in ("slow", "calm", "normal"):
        with PostProcessedVoice(EmbeddedVoice("en", pace), -20) as voice:
            lengths.append(len(voice.speak(line)))
    assert lengths[0] > 1.05 * lengths[1] > 1.05 * 1.05 * lengths[2]


@pytest.mark.parametrize("line", ENGLISH + SPANISH)
def test_a_clip_starts_and_ends_with_its_sound_and_without_a_click(line: str, english: Voice, spanish: Voice) -> None:
    clip = (english if line in ENGLISH else spanish).speak(line)
    assert clip.rate == SAMPLE_RATE
    assert abs(clip.samples[0]) <= 1
    assert abs(clip.samples[-1]) <= 1
    heard = np.flatnonzero(np.abs(clip.samples.astype(int)) > 100)
    edge = SAMPLE_RATE * 15 // 1000
    assert heard[0] < edge
    assert len(clip) - heard[-1] < edge
    assert np.abs(clip.samples.astype(int)).max() > 3_000


def test_a_long_text_is_spoken_to_its_last_word(english: Voice) -> None:
    short = english.speak("walking slowly again " * 10 + "elephant").samples
    long = english.speak("walking slowly again " * 100 + "elephant").samples
    assert 8 < len(long) / len(short) < 12
    last_word = SAMPLE_RATE // 2
    loudness = [float(np.sqrt(np.mean(clip[-last_word:].astype(float) ** 2))) for clip in (short, long)]
    assert loudness[0] == pytest.approx(loudness[1], rel=0.25)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("[[h@'loU]] you", "h@'loU you"),
        ("[\u200b[h@'loU]\u200b] you", "h@'loU you"),
        ("<break time='9s'/> hold", "break time='9s'/> hold"),
        ("<\u200bbreak time='9s'/> hold", "break time='9s'/> hold"),
        ("\x0150S hold", "50S hold"),
        ("\ufeffHold\x00 the\x01 wall.\r\n", "Hold the wall."),
        ("Cafe\u0301 so\u00adle\u00adus", "Caf\u00e9 soleus"),
        ("Hold  \n\t it", "Hold it"),
        ("a lone \ud800 half", "a lone half"),
    ],
)
def test_what_is_not_words_changes_nothing(written: str, spoken: str, english: Voice) -> None:
    assert digest(english.speak(written)) == digest(english.speak(spoken))


@pytest.mark.parametrize("text", ["-v es hello", "--help", "<break time='3s'/> hold", "% $(date) `ls` ;", "-1"])
def test_text_that_looks_like_an_instruction_is_read_out(text: str, english: Voice) -> None:
    assert 0.2 < english.speak(text).seconds < 8


@pytest.mark.parametrize("text", ["...", "", " \n ", "[[]]", "- ¡!"])
def test_nothing_to_speak_is_an_error_that_quotes_the_text(text: str, english: Voice) -> None:
    with pytest.raises(VoiceError, match="en-us") as error:
        english.speak(text)
    assert f"'{text.strip()}'" in str(error.value)


@pytest.mark.parametrize("name", ["en-gb-scotland", "espeak:gmw/en-gb-scotland", "English (Scotland)"])
def test_a_named_voice_is_found_by_name_id_or_label(name: str, english: Voice) -> None:
    with (
        PostProcessedVoice(EmbeddedVoice("en", name=name), -20) as scot,
        PostProcessedVoice(EmbeddedVoice("en", name="en-us"), -20) as us,
    ):
        line = "Walk to the door and back."
        assert digest(scot.speak(line)) != digest(english.speak(line)) == digest(us.speak(line))


def test_an_unknown_voice_names_the_nearest() -> None:
    with EmbeddedVoice("en", name="en-gb-scotlnd") as voice, pytest.raises(UnknownVoiceError) as error:
        voice.speak("hello")
    assert "'en-gb-scotlnd'" in str(error.value)
    assert "did you mean 'en-gb-scotland'" in str(error.value)
    with EmbeddedVoice("xx") as voice, pytest.raises(UnknownVoiceError, match="speaks 'xx'"):
        voice.speak("hello")


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        *[(tag, "gmw/en-us") for tag in ("en", "en-US", "en_US", "en-CA")],
        *[(tag, "gmw/en-gb-x-rp") for tag in ("en-GB", "en-AU")],
        *[(tag, "roa/es") for tag in ("es", "ES", "es-ES")],
        *[(tag, "roa/es-419") for tag in ("es-MX", "es-419", "es-AR")],
    ],
)
def test_the_language_tag_picks_the_default_voice(language: str, voice: str) -> None:
    assert f"espeak {voice};" in EmbeddedVoice(language).identity


def test_identity_tells_apart_whatever_shapes_the_sound() -> None:
    voices = [
        EmbeddedVoice("en"),
        EmbeddedVoice("es"),
        EmbeddedVoice("en", "slow"),
        EmbeddedVoice("en", name="en-gb-scotland"),
        EmbeddedVoice("fr"),
        EmbeddedVoice("de"),
    ]
    assert len({voice.identity for voice in voices}) == len(voices)
    assert EmbeddedVoice("en").identity == EmbeddedVoice("en-US").identity

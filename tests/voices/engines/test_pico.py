"""Pico, the plain voice of Spanish, French, German and Italian: the same each time, clean, and honest about letters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.voices.catalogue import open_voice
from nightcue.voices.engines.pico import offers
from nightcue.voices.voice import Pace, VoiceError
from nightcue.voices.worker.warm import WARM

pytestmark = pytest.mark.once

LINE = "Póngase de cara a la pared, con las dos manos apoyadas."


def spoken(text: str, pace: Pace = "calm", name: str = "pico-es") -> Clip:
    with next(offer for offer in offers() if offer.name == name).open("es", pace) as voice:
        return voice.speak(text)


def test_the_same_line_is_the_same_clip_in_another_process_whatever_was_spoken_before() -> None:
    first = spoken(LINE)
    assert first.rate == 16_000
    WARM.end()
    with offers()[3].open("es", "calm") as voice:
        for before in (LINE, LINE, "Otra cosa.", "Un perro muy grande corre.", "Otra cosa."):
            voice.speak(before)
            assert np.array_equal(voice.speak(LINE).samples, first.samples)


@pytest.mark.parametrize("name", [offer.name for offer in offers()])
def test_no_voice_clips_its_sound(name: str) -> None:
    loudest = np.abs(spoken("Papa, taka, oma, tapa. Aaah!", name=name).samples.astype(int)).max()
    assert 3_000 < loudest < 30_000


def test_a_slower_pace_takes_longer() -> None:
    assert spoken(LINE, "slow").seconds > 1.1 * spoken(LINE).seconds


@pytest.mark.parametrize(
    ("text", "like"),
    [("Tōkyō está lejos.", "Tokyo está lejos."), ("<volume level='20'>Hola.", " volume level='20'>Hola.")],
)
def test_foreign_accents_and_its_own_instructions_are_spoken_as_text(text: str, like: str) -> None:
    assert np.array_equal(spoken(text).samples, spoken(like).samples)


def test_letters_that_it_does_not_read_are_told() -> None:
    with pytest.raises(VoiceError, match="does not read the letters 日, 本"):
        spoken("Hola 日本.")


def test_two_thousand_characters_without_a_mark_are_spoken() -> None:
    assert spoken("talón abajo y rodilla estirada " * 66).seconds > 60


def test_without_anything_to_speak_there_is_an_error_and_no_clip(cache_folder: Path) -> None:
    with open_voice("pico-es", "es") as voice, pytest.raises(VoiceError, match="'pico pico-es' made no sound"):
        voice.speak("…!")
    assert not list(cache_folder.rglob("*.clip"))


@pytest.mark.parametrize("line", ["Respire hondo.", "¿Tiene un problema serio de corazón o de circulación?", "20"])
def test_it_ends_with_the_words_and_not_with_the_noise_that_it_makes_after_them(line: str) -> None:
    clip = spoken(line)
    quiet = np.abs(clip.samples[-clip.rate :].astype(int)) < 40
    assert max(map(len, "".join("q" if q else " " for q in quiet).split())) < clip.rate // 4

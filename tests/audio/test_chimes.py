from __future__ import annotations

import numpy as np
import pytest

from nightcue.audio.chimes import TICKS, draw_chime
from nightcue.audio.levels import SPEECH_LUFS
from nightcue.audio.loudness import loudest_moment_of

CHIMES = ("soft", "wood")
EVERY = [*CHIMES, *TICKS]


def test_there_is_no_other() -> None:
    with pytest.raises(KeyError):
        draw_chime("gong")


@pytest.mark.parametrize("rate", [16_000, 22_050])
@pytest.mark.parametrize("name", EVERY)
def test_a_chime_is_short_and_free_of_clicks(name: str, rate: int) -> None:
    chime = draw_chime(name, rate=rate)
    wave = np.abs(chime.samples.astype(int))
    longest = {"tick": 0.12, "tock": 0.12}.get(name, 0.9)
    assert chime.rate == rate
    assert 0.05 < chime.seconds <= longest
    assert wave[0] == wave[-1] == 0
    assert wave[-rate // 200 :].max() < 0.01 * wave.max() + 2


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lufs", [-14.0, SPEECH_LUFS, -40.0])
def test_a_chime_is_softer_than_the_speech_it_stands_beside(name: str, lufs: float) -> None:
    chime = draw_chime(name, lufs)
    assert 4 < lufs - loudest_moment_of(chime) < (10 if name in CHIMES else 15)
    # the peaks of speech are 15 dB above its loudness
    assert 20 * np.log10(np.abs(chime.samples.astype(int)).max() / 32768) < lufs + 7


@pytest.mark.parametrize(("name", "milliseconds"), [("soft", 40), ("wood", 12), ("tick", 6), ("tock", 6)])
def test_nothing_startles_it_takes_its_time_to_rise(name: str, milliseconds: int) -> None:
    wave = np.abs(draw_chime(name).samples.astype(int))
    assert np.argmax(wave) >= milliseconds * 22
    assert wave[: milliseconds * 22 // 4].max() < 0.35 * wave.max()


def test_tick_and_tock_are_told_apart_by_pitch() -> None:
    def pitch(name: str) -> int:
        return int(np.argmax(np.abs(np.fft.rfft(draw_chime(name).samples, 22_050))))

    assert pitch("tick") > 1.2 * pitch("tock")


def test_chimes_are_drawn_the_same_each_time() -> None:
    assert np.array_equal(draw_chime("soft").samples, draw_chime("soft").samples)

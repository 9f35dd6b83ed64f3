"""Clips brought to one loudness; measured with pyloudnorm, another meter than the one that levels them."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from nightcue.audio.clip import Clip
from nightcue.audio.levels import SPEECH_LUFS, TRACK_LUFS
from nightcue.audio.loudness import (
    CEILING_DBTP,
    MOST_LIFT_LU,
    loudest_moment_of,
    loudness_of,
    normalised,
    normalised_line,
    true_peak_of,
)
from nightcue.audio.shaping import to_int16

RATE = 22_050
LEVELS = [-40.0, -30.0, -23.0, SPEECH_LUFS, -18.0]


def metered(clip: Clip) -> float:
    """Integrated loudness by pyloudnorm; a clip of less than 400 ms over and over."""
    wave = np.tile(clip.samples / 32768, -(-clip.rate * 2 // (5 * len(clip))))
    return float(pyloudnorm.Meter(clip.rate).integrated_loudness(wave))


def tone(seconds: float, rate: int = RATE, hertz: float = 440.0, peak: float = 0.2) -> NDArray[np.float64]:
    return peak * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


def babble(seconds: float = 3.0) -> NDArray[np.float64]:
    """Something with the peaks of a voice: pulses at 110 Hz ring at 600 Hz, in syllables of many strengths."""
    random = np.random.default_rng(5)
    time = np.arange(RATE // 40) / RATE
    ring = np.sin(2 * np.pi * 600 * time) * np.exp(-time / 0.003)
    pulses = np.zeros(round(seconds * RATE))
    pulses[:: RATE // 110] = 1
    steps = np.repeat(random.uniform(0.02, 1, round(seconds * 6) + 1), RATE // 6)[: len(pulses)]
    syllables = np.convolve(steps, np.ones(500) / 500, "same")
    return np.convolve(pulses * syllables, ring)[: len(pulses)] * 0.05 + random.normal(0, 1e-4, len(pulses))


def with_click(wave: NDArray[np.float64], at: int) -> NDArray[np.float64]:
    """The wave with one sample 30 dB above all others."""
    clicked = wave.copy()
    clicked[at] = np.abs(wave).max() * 10 ** (30 / 20)
    return clicked


SOUNDS = {
    "babble": babble(),
    "quiet": babble() * 0.03,
    "offset": babble() + 0.4,
    "wandering offset": babble() + np.linspace(-0.5, 0.5, 3 * RATE),
    "click": with_click(babble() * 0.5, RATE),
    "click at the edge": with_click(babble() * 0.5, 30),
    "full-scale noise": np.random.default_rng(1).uniform(-1, 1, RATE),
    "clipped noise": np.clip(np.random.default_rng(1).normal(0, 1, RATE), -1, 1),
    "bursts": np.random.default_rng(1).normal(0, 0.1, RATE)
    * np.repeat(np.random.default_rng(2).uniform(0, 1, 111), 200)[:RATE],
    "square": np.sign(tone(1)),
    "short tone": tone(0.1),
    "a word and a pause": np.concatenate([babble(0.6), np.zeros(2 * RATE)]),
}


@pytest.mark.parametrize("lufs", LEVELS)
@pytest.mark.parametrize("name", SOUNDS)
def test_whatever_comes_in_is_as_loud_as_asked_and_its_peaks_stay_below_the_ceiling(name: str, lufs: float) -> None:
    clip = Clip(to_int16(SOUNDS[name]))
    level = normalised(clip, lufs)
    assert (len(level), level.rate, level.samples.dtype) == (len(clip), RATE, np.int16)
    assert loudness_of(level) == pytest.approx(lufs, abs=0.3)
    assert metered(level) == pytest.approx(lufs, abs=0.5)
    assert true_peak_of(level) <= CEILING_DBTP
    assert level.samples[0] == level.samples[-1] == 0


@pytest.mark.parametrize("rate", [4_000, 16_000, 22_050, 44_100, 192_000])
def test_the_rate_makes_no_difference(rate: int) -> None:
    level = normalised(Clip(to_int16(tone(1.5, rate)), rate), -25)
    assert level.rate == rate
    assert loudness_of(level) == pytest.approx(-25, abs=0.3)


@pytest.mark.parametrize("lufs", [-14.0, -16.0])
def test_louder_than_the_ceiling_has_room_for_it_stays_quieter_rather_than_squashed(lufs: float) -> None:
    clip = Clip(to_int16(babble()))
    level = normalised(clip, lufs)
    assert loudness_of(normalised(clip, SPEECH_LUFS)) < loudness_of(level) < lufs + 0.3
    assert true_peak_of(level) <= CEILING_DBTP


def test_a_click_is_brought_down_to_the_voice_however_quiet_that_is() -> None:
    at = RATE
    for lufs in (SPEECH_LUFS, -40.0):
        samples = np.abs(normalised(Clip(to_int16(SOUNDS["click"])), lufs).samples.astype(int))
        others = np.delete(samples, range(at - 700, at + 700))
        assert samples[at] < 1.5 * others.max()


def test_the_limiter_changes_the_gain_smoothly() -> None:
    # a steady tone of a quarter of the rate shows the gain, and ten loud cycles in it call the limiter
    burst = np.zeros(2 * RATE)
    burst[RATE : RATE + 200] = tone(1, hertz=RATE / 20, peak=0.9)[:200]
    samples = normalised(Clip(to_int16(tone(2, hertz=RATE / 4, peak=0.02) + burst)), SPEECH_LUFS).samples.astype(float)
    gain = np.sqrt(np.convolve(samples**2, np.ones(4), "same"))
    gain /= gain[3_000]
    for outside in (gain[2_000 : RATE - 20], gain[RATE + 220 : -2_000]):
        assert outside.min() < 0.3
        assert outside.max() < 1.05
        assert np.abs(np.diff(outside)).max() < 0.02


def test_a_loud_low_tone_is_not_bent() -> None:
    wave = tone(3, hertz=80, peak=0.9) * np.where(np.arange(3 * RATE) < 2.5 * RATE, 0.02, 1)
    samples = normalised(Clip(to_int16(wave)), -16).samples[-RATE // 3 : -RATE // 30].astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), RATE))
    assert spectrum[200:].max() < 0.002 * spectrum[80]


def test_silence_and_what_is_below_the_gate_cannot_be_normalised() -> None:
    hiss = np.random.default_rng(1).integers(-1, 2, RATE).astype(np.int16)
    for samples in (np.zeros(0, np.int16), np.zeros(1, np.int16), np.zeros(RATE, np.int16), hiss, hiss[:3]):
        assert loudness_of(Clip(samples)) == -np.inf
        with pytest.raises(ValueError, match="nothing sounds"):
            normalised(Clip(samples), SPEECH_LUFS)


@pytest.mark.parametrize("samples", [1, 2, 100, RATE])
def test_an_offset_alone_is_silence(samples: int) -> None:
    clip = Clip(np.full(samples, 12_000, np.int16))
    assert loudness_of(clip) == -np.inf
    with pytest.raises(ValueError, match="nothing sounds"):
        normalised(clip, SPEECH_LUFS)


@pytest.mark.parametrize("name", ["babble", "full-scale noise", "short tone", "a word and a pause"])
def test_loudness_is_what_another_meter_says(name: str) -> None:
    clip = Clip(to_int16(SOUNDS[name]))
    assert loudness_of(clip) == pytest.approx(metered(clip), abs=0.3)


def test_a_short_clip_is_as_loud_as_when_it_goes_on() -> None:
    assert loudness_of(Clip(to_int16(tone(0.25)))) == pytest.approx(loudness_of(Clip(to_int16(tone(3)))), abs=0.4)


def test_true_peak_is_found_between_the_samples() -> None:
    # a quarter of the rate, sampled 45 degrees off its crests: every sample is 3 dB below them (BS.1770-5 annex 2)
    wave = 0.5 * np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4)
    assert true_peak_of(Clip(to_int16(wave))) == pytest.approx(20 * np.log10(0.5), abs=0.2)
    assert true_peak_of(Clip(np.zeros(50, np.int16))) == -np.inf


def test_the_loudest_moment_is_that_of_the_loudest_400_milliseconds() -> None:
    loud = tone(0.4)
    around = np.concatenate([loud * 0.1, np.zeros(RATE), loud, np.zeros(RATE)])
    assert loudest_moment_of(Clip(to_int16(around))) == pytest.approx(loudness_of(Clip(to_int16(tone(3)))), abs=0.3)
    half = loudest_moment_of(Clip(to_int16(tone(0.2))))
    assert half == pytest.approx(loudest_moment_of(Clip(to_int16(loud))) - 3, abs=0.3)


def test_levelling_twice_changes_nothing_more() -> None:
    once = normalised(Clip(to_int16(babble())), SPEECH_LUFS)
    twice = normalised(once, SPEECH_LUFS)
    assert np.abs(twice.samples[300:-300].astype(int) - once.samples[300:-300]).max() < 0.03 * 32768


def beats(clip: Clip) -> float:
    """What pyloudnorm makes of a track in which `clip` is heard once a second, forty times."""
    second = np.pad(clip.samples, (0, RATE - len(clip))) / 32768
    return float(pyloudnorm.Meter(RATE).integrated_loudness(np.tile(second, 40)))


@pytest.mark.parametrize("seconds", [0.45, 0.6, 0.8])
def test_a_track_of_short_words_is_as_loud_as_one_of_sentences(seconds: float) -> None:
    word = Clip(to_int16(babble(seconds)))
    assert beats(normalised_line(word, SPEECH_LUFS)) == pytest.approx(TRACK_LUFS, abs=0.5)
    assert beats(normalised(word, SPEECH_LUFS)) < beats(normalised_line(word, SPEECH_LUFS)) - 0.2


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.45, 0.8])
def test_a_short_line_does_not_jump_out_of_the_sentences_around_it(seconds: float) -> None:
    word, sentence = Clip(to_int16(babble(seconds))), Clip(to_int16(babble(4)))
    lifted = normalised_line(word, SPEECH_LUFS)
    assert loudest_moment_of(lifted) < loudest_moment_of(normalised_line(sentence, SPEECH_LUFS))
    assert loudness_of(lifted) < SPEECH_LUFS + MOST_LIFT_LU + 0.3
    assert true_peak_of(lifted) <= CEILING_DBTP


def test_a_sentence_is_as_loud_as_asked() -> None:
    sentence = Clip(to_int16(babble(4)))
    assert np.array_equal(normalised_line(sentence, -25).samples, normalised(sentence, -25).samples)


def test_a_line_in_which_nothing_sounds_cannot_be_normalised() -> None:
    with pytest.raises(ValueError, match="nothing sounds"):
        normalised_line(Clip(np.zeros(RATE, np.int16)), SPEECH_LUFS)

"""A background under a track: seamless, ducked under what is said, faded at both ends, the same block by block."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nightcue.audio.background import LONGEST, Background, from_file
from nightcue.audio.clip import Clip
from nightcue.audio.errors import SoundError
from nightcue.audio.loudness import loudness_of
from nightcue.audio.noise import LOOP_SECONDS, brown_noise, rain
from nightcue.audio.shaping import to_int16

RATE = 22_050
STEADY = np.full(RATE, 0.25, np.float32) * np.where(np.arange(RATE) % 2, 1, -1).astype(np.float32)
"""A loop whose every sample has the same size, so that what is left is the gain."""


def gains(background: Background, start: int, end: int) -> NDArray[np.float64]:
    """The gain at each sample, in dB against the background at its full level."""
    whole = Background(STEADY, -30, 0, [], RATE * 10_000, RATE)
    return 20 * np.log10(
        np.abs(background.samples(start, end)) / np.abs(whole.samples(RATE * 20, RATE * 20 + 1)) + 1e-9
    )


@pytest.mark.parametrize("make", [brown_noise, rain])
def test_a_noise_is_long_seamless_and_the_same_each_time(make: object) -> None:
    assert callable(make)
    loop = make(RATE)
    assert len(loop) == LOOP_SECONDS * RATE >= 30 * RATE
    assert np.array_equal(loop, make(RATE))
    steps = np.abs(np.diff(loop))
    assert abs(float(loop[0] - loop[-1])) <= np.quantile(steps, 0.9999)
    assert abs(float(loop.mean())) < 1e-3
    assert np.abs(loop).max() < 7 * loop.std()


def test_brown_noise_falls_by_six_decibels_an_octave_and_rain_is_brighter() -> None:
    def octave(loop: NDArray[np.float32], hertz: float) -> float:
        power, bins = np.abs(np.fft.rfft(loop)) ** 2, np.fft.rfftfreq(len(loop), 1 / RATE)
        return float(10 * np.log10(power[(bins >= hertz) & (bins < 2 * hertz)].mean()))

    brown, wet = brown_noise(RATE), rain(RATE)
    assert octave(brown, 500) - octave(brown, 1000) == pytest.approx(6, abs=0.5)
    assert octave(brown, 20) < octave(brown, 80)
    assert octave(wet, 2000) - octave(wet, 250) > octave(brown, 2000) - octave(brown, 250) + 6


@pytest.mark.parametrize("lufs", [-45.0, -32.0])
@pytest.mark.parametrize("make", [brown_noise, rain])
def test_it_is_as_loud_as_asked(make: object, lufs: float) -> None:
    assert callable(make)
    samples = Background(make(RATE), lufs, 6, [], 40 * RATE, RATE).samples(10 * RATE, 30 * RATE)
    assert loudness_of(Clip(to_int16(samples), RATE)) == pytest.approx(lufs, abs=1.5)


def test_it_is_down_from_the_first_sample_of_a_span_to_its_last_and_up_half_a_second_away() -> None:
    span = (20 * RATE, 23 * RATE)
    background = Background(STEADY, -30, 9, [span], 60 * RATE, RATE)
    assert gains(background, *span) == pytest.approx(-9, abs=0.01)
    assert gains(background, span[0] - RATE // 2 - 5, span[0] - RATE // 2) == pytest.approx(0, abs=0.01)
    assert gains(background, span[1] + RATE // 2, span[1] + RATE // 2 + 5) == pytest.approx(0, abs=0.01)
    around = gains(background, span[0] - RATE, span[1] + RATE)
    assert np.abs(np.diff(around)).max() < 0.01


def test_between_words_close_together_it_stays_down() -> None:
    background = Background(STEADY, -30, 9, [(26 * RATE, 27 * RATE), (20 * RATE, 25 * RATE + 100)], 60 * RATE, RATE)
    assert gains(background, 20 * RATE, 27 * RATE) == pytest.approx(-9, abs=0.01)


def test_it_comes_up_at_the_start_and_goes_away_at_the_end() -> None:
    background = Background(STEADY, -30, 0, [], 60 * RATE, RATE)
    rising, falling = gains(background, 0, 3 * RATE), gains(background, 54 * RATE, 60 * RATE)
    assert rising[0] < -60
    assert falling[-1] < -60
    assert np.all(np.diff(rising[RATE // 10 :: RATE // 10]) > 0)
    assert np.all(np.diff(falling[: -RATE // 10 : RATE // 10]) < 0)
    assert gains(background, 3 * RATE, 54 * RATE) == pytest.approx(0, abs=0.01)


SPANS = st.lists(st.tuples(st.integers(0, 9 * RATE), st.integers(1, RATE)), max_size=6).map(
    lambda spans: [(start, start + length) for start, length in spans]
)


@settings(max_examples=40)
@given(SPANS, st.lists(st.integers(100, 5 * RATE), min_size=1, max_size=5), st.integers(2, 10 * RATE))
def test_blocks_of_any_size_are_the_same_samples(spans: list[tuple[int, int]], sizes: list[int], length: int) -> None:
    background = Background(STEADY, -30, 6, spans, length, RATE)
    whole, parts, start = background.samples(0, length), [], 0
    while start < length:
        end = min(length, start + sizes[len(parts) % len(sizes)])
        parts.append(background.samples(start, end))
        start = end
    assert np.array_equal(np.concatenate(parts), whole)


def write(path: Path, samples: NDArray[np.float64], rate: int = RATE) -> Path:
    soundfile.write(path, samples, rate)
    return path


def test_a_file_is_looped_without_a_step_at_the_seam(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(np.arange(5 * RATE) * 2 * np.pi * 100.3 / RATE)
    loop = from_file(write(tmp_path / "tone.wav", tone), RATE)
    assert len(loop) < 5 * RATE
    assert abs(float(loop[0] - loop[-1])) < 2.5 * np.abs(np.diff(tone)).max()


def test_a_file_gives_a_loop_without_an_offset(tmp_path: Path) -> None:
    hiss = 0.4 + np.random.default_rng(1).normal(0, 0.05, 2 * RATE)
    assert abs(float(from_file(write(tmp_path / "hiss.wav", hiss), RATE).mean())) < 0.003


def test_a_limited_peak_at_the_end_of_a_loop_makes_no_seam() -> None:
    hiss = np.random.default_rng(1).normal(0, 0.01, 2 * RATE).astype(np.float32)
    hiss[-40] = 0.9
    samples = Background(hiss, -30, 0, [], 60 * RATE, RATE).samples(20 * RATE, 26 * RATE)
    gain = samples / np.tile(hiss, 3)
    assert gain.min() < 0.7 * gain.max()
    assert np.abs(np.diff(gain)).max() < 0.01 * gain.max()


@pytest.mark.parametrize("seconds", [0.6, 3.0])
def test_a_short_file_will_do(tmp_path: Path, seconds: float) -> None:
    hiss = np.random.default_rng(1).normal(0, 0.1, round(seconds * RATE))
    loop = from_file(write(tmp_path / "hiss.wav", hiss), RATE)
    assert 0.3 * RATE < len(loop) < seconds * RATE
    assert loop[: len(loop) // 10].std() == pytest.approx(0.1, rel=0.35)


def test_of_a_long_file_ten_minutes_are_used(tmp_path: Path) -> None:
    hiss = np.tile(np.random.default_rng(1).normal(0, 0.1, 8_000), 700)
    loop = from_file(write(tmp_path / "hiss.flac", hiss, 8_000), RATE)
    assert LONGEST * RATE - 3 * RATE < len(loop) <= LONGEST * RATE


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (np.zeros(RATE), "nothing is to be heard"),
        (np.full(RATE, 0.4), "nothing is to be heard"),
        (np.random.default_rng(1).normal(0, 0.1, RATE // 4), r"has to last 0\.5 s"),
        (np.zeros(0), "holds no sound"),
    ],
)
def test_a_file_that_is_no_background_is_refused_by_name(
    tmp_path: Path, samples: NDArray[np.float64], reason: str
) -> None:
    with pytest.raises(SoundError, match=rf"sea\.wav: .*{reason}"):
        from_file(write(tmp_path / "sea.wav", samples), RATE)

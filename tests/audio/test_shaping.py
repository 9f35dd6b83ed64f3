import subprocess
import sys

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.audio.shaping import fade, resample, to_int16, trim


def tone(samples: int, rate: int = 22_050, hertz: float = 440.0, peak: int = 12_000) -> np.ndarray:
    return (peak * np.cos(2 * np.pi * hertz * np.arange(samples) / rate)).astype(np.int16)


def silence(samples: int) -> np.ndarray:
    return np.zeros(samples, np.int16)


def test_trim_keeps_the_sound_and_a_few_milliseconds_on_each_side() -> None:
    sound = tone(5_000)
    trimmed = trim(Clip(np.concatenate([silence(22_050), sound, silence(30_011)])))
    keep = 5 * 22_050 // 1000
    found = np.flatnonzero(trimmed.samples)
    assert keep - 1 <= found[0] <= keep + 23
    assert keep - 1 <= len(trimmed) - 1 - found[-1] <= keep + 45
    assert np.array_equal(trimmed.samples[found[0] : found[-1] + 1], sound)


def test_trim_drops_a_tail_below_the_threshold() -> None:
    hiss = np.random.default_rng(1).integers(-40, 40, 20_000).astype(np.int16)
    trimmed = trim(Clip(np.concatenate([hiss, tone(5_000), hiss])))
    assert 5_000 <= len(trimmed) <= 5_000 + 2 * 110 + 3 * 23


def test_trim_keeps_a_soft_consonant_at_either_end_and_drops_what_is_as_soft_and_far_off() -> None:
    consonant = np.random.default_rng(1).normal(0, 32_768 * 10 ** (-56 / 20), 2_205).astype(np.int16)
    word = np.concatenate([consonant, silence(882), tone(5_000), silence(882), consonant])
    trimmed = trim(Clip(np.concatenate([consonant, silence(8_000), word, silence(8_000), consonant])))
    assert len(word) <= len(trimmed) <= len(word) + 2 * 10 * 22
    start = np.flatnonzero(trimmed.samples == 12_000)[0] - 2_205 - 882
    assert np.array_equal(trimmed.samples[start : start + len(word)], word)


def test_trim_keeps_short_silence_as_it_is() -> None:
    samples = np.concatenate([silence(20), tone(5_000), silence(20)])
    assert np.array_equal(trim(Clip(samples)).samples, samples)


@pytest.mark.parametrize(
    "samples", [silence(0), silence(1), silence(10), silence(22_061), silence(9_000) + np.int16(30)]
)
def test_trim_of_nothing_above_the_threshold_is_empty(samples: np.ndarray) -> None:
    trimmed = trim(Clip(samples, 16_000))
    assert (len(trimmed), trimmed.rate, trimmed.samples.dtype) == (0, 16_000, np.int16)


@pytest.mark.parametrize("threshold", [-80.0, -60.0, -50.0, -30.0])
@pytest.mark.parametrize("before", [*range(0, 60, 7), 1_979, 1_980, 1_981])
def test_a_single_millisecond_of_sound_is_found_wherever_it_is(before: int, threshold: float) -> None:
    level = round(32_768 * 10 ** (threshold / 20)) + 1
    samples = np.zeros(4_000 * 22, np.int16)
    samples[before * 22 : (before + 1) * 22] = level
    trimmed = trim(Clip(samples, 22_000), threshold=threshold)
    kept = min(5, before)
    assert np.array_equal(trimmed.samples, samples[(before - kept) * 22 : (before + 6) * 22])
    assert not len(trim(Clip(samples, 22_000), threshold=threshold + 6))


def test_trim_does_not_hold_on_to_the_silence() -> None:
    assert trim(Clip(np.concatenate([silence(90_000), tone(500)]))).samples.base is None


def test_fade_reaches_zero_at_both_edges_and_leaves_the_middle() -> None:
    clip = Clip(np.full(3_001, 20_000, np.int16))
    faded = fade(clip)
    assert len(faded) == 3_001
    assert faded.samples[0] == faded.samples[-1] == 0
    assert np.all(faded.samples[110:-110] == 20_000)
    assert np.abs(np.diff(faded.samples.astype(int))).max() < 20_000 * np.pi / 2 / 100
    assert np.all(clip.samples == 20_000)


@pytest.mark.parametrize("length", [0, 1, 2, 109, 110, 111, 200])
def test_fade_of_a_clip_shorter_than_its_fades(length: int) -> None:
    faded = fade(Clip(np.full(length, -20_000, np.int16)))
    assert len(faded) == length
    assert np.all(faded.samples[[0, -1]] == 0) if length else True


@pytest.mark.parametrize("rate", [16_000, 24_000, 44_100])
def test_resample_keeps_pitch_and_length_in_seconds(rate: int) -> None:
    resampled = resample(Clip(tone(rate, rate, 1_000.0), rate), 22_050)
    assert resampled.rate == 22_050
    assert abs(len(resampled) - 22_050) <= 1
    spectrum = np.abs(np.fft.rfft(resampled.samples[:22_050], 22_050))
    assert np.argmax(spectrum) == 1_000


def test_resample_lets_nothing_alias() -> None:
    resampled = resample(Clip(tone(44_100, 44_100, 15_000.0), 44_100), 22_050)
    assert np.abs(resampled.samples[500:-500]).max() < 12_000 * 10 ** (-60 / 20)


@pytest.mark.parametrize("clip", [Clip(silence(0), 48_000), Clip(tone(50), 22_050)])
def test_resample_of_nothing_or_to_the_same_rate(clip: Clip) -> None:
    assert np.array_equal(resample(clip, 22_050).samples, clip.samples)
    assert resample(clip, 22_050).rate == 22_050


def test_to_int16_saturates() -> None:
    assert to_int16(np.array([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0])).tolist() == [-32768, -32768, 0, 16384, 32767, 32767]


def test_trim_says_nothing_of_a_missing_ffmpeg_and_leaves_warnings_alone() -> None:
    program = """
import warnings, numpy
from nightcue.audio.clip import Clip
from nightcue.audio.shaping import trim
before = list(warnings.filters)
trim(Clip(numpy.zeros(10, numpy.int16)))
assert warnings.filters == before
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

"""Sound that breaks off, or sets in, in mid-wave is faded, and nothing else is touched."""

from __future__ import annotations

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.audio.seams import fade_seams

RATE = 22_050
FADED = RATE * 2 // 1000


def tone(samples: int, peak: float = 5_000, cycles: int = 30) -> np.ndarray:
    """A tone that starts and ends at its crest."""
    return np.rint(peak * np.cos(2 * np.pi * cycles * np.arange(samples) / (samples - 1))).astype(np.int16)


def zeros(milliseconds: float) -> np.ndarray:
    return np.zeros(round(RATE * milliseconds / 1000), np.int16)


def largest_step(samples: np.ndarray) -> float:
    return float(np.abs(np.diff(samples.astype(int))).max()) / 32_768


def test_words_that_zeros_cut_off_fade_within_two_milliseconds_and_nothing_else_changes() -> None:
    word = tone(3_001)
    raw = np.concatenate([zeros(20), word, zeros(22), word, zeros(300)])
    faded = fade_seams(Clip(raw)).samples
    assert largest_step(raw) > 0.1
    assert largest_step(faded) < 0.02
    for start in (441, 441 + 3_001 + 485):
        assert faded[start] == faded[start + 3_000] == 0
        assert np.array_equal(faded[start + FADED : start + 3_001 - FADED], word[FADED:-FADED])
    assert not faded[raw == 0].any()
    assert len(faded) == len(raw)


def test_a_sound_that_breaks_off_into_a_soft_one_fades_to_the_level_of_that() -> None:
    soft = (100 * np.cos(np.arange(2_000) / 50) - 150).astype(np.int16)
    raw = np.concatenate([zeros(20), tone(3_001)[1_523:], soft])
    faded = fade_seams(Clip(raw)).samples
    assert largest_step(raw[1_000:]) > 0.1
    assert largest_step(faded[1_000:]) < 0.02
    assert np.array_equal(faded[-2_000:], soft)


def test_a_burst_out_of_a_soft_sound_stays_as_it_is() -> None:
    burst = np.random.default_rng(1).normal(0, 2_000, 300) * np.exp(-np.arange(300) / 80)
    raw = np.concatenate([tone(2_000, 40), burst, tone(2_000, 40)]).astype(np.int16)
    assert np.array_equal(fade_seams(Clip(raw)).samples, raw)


def test_what_is_smooth_or_has_only_a_few_zeros_stays_as_it_is() -> None:
    smooth = (tone(4_000) * np.hanning(4_000)).astype(np.int16)
    pulses = np.concatenate([tone(1_500), zeros(0.3)] * 5)
    for raw in (np.concatenate([smooth, zeros(50), smooth]), pulses):
        assert np.array_equal(fade_seams(Clip(raw)).samples, raw)


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
@pytest.mark.parametrize("length", [0, 1, 2, 3, 30, 100, 1_000])
def test_a_clip_of_any_length_and_rate_keeps_its_edges(length: int, rate: int) -> None:
    raw = np.full(length, -32_768, np.int16)
    faded = fade_seams(Clip(raw, rate))
    assert faded.rate == rate
    assert np.array_equal(faded.samples, raw)

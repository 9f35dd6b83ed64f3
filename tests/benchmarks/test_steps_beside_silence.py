"""Steps beside silence: a sound that breaks off is found, and where; one that fades is not."""

import numpy as np
import pytest
from steps_beside_silence import SILENCE, steps_beside_silence

from nightcue.audio.clip import SAMPLE_RATE

pytestmark = pytest.mark.once

REST = np.zeros(2 * SILENCE, np.float32)
TONE = (0.2 * np.cos(2 * np.pi * 300 * np.arange(SAMPLE_RATE // 4) / SAMPLE_RATE)).astype(np.float32)
FADED = TONE * np.hanning(len(TONE)).astype(np.float32)


def track(*parts: np.ndarray) -> np.ndarray:
    return np.concatenate(parts)


@pytest.mark.parametrize("around", [REST, REST[:0]], ids=["in silence", "alone"])
def test_a_sound_that_fades_has_no_step(around: np.ndarray) -> None:
    steps = steps_beside_silence(track(around, FADED, around))
    assert (steps.largest < 0.002, steps.over) == (True, 0)


def test_a_sound_that_sets_in_and_one_that_breaks_off_are_found() -> None:
    half = len(TONE) // 2
    sets_in = steps_beside_silence(track(REST, FADED, REST, FADED[half:]))
    assert (sets_in.largest, sets_in.over) == (pytest.approx(0.2, abs=0.01), 1)
    assert sets_in.place == 2 * len(REST) + len(FADED)
    breaks_off = steps_beside_silence(track(REST, FADED[: half + 1], REST, FADED))
    assert (breaks_off.largest, breaks_off.over) == (pytest.approx(0.2, abs=0.01), 1)
    assert breaks_off.place == len(REST) + half


def test_a_few_zeros_inside_a_sound_are_no_silence() -> None:
    gap = FADED.copy()
    gap[len(gap) // 2 : len(gap) // 2 + SILENCE // 2] = 0
    assert steps_beside_silence(gap).over == 0

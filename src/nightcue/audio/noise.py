"""Noise that is made rather than recorded: loops without a seam, the same each time.

A loop is shaped as a spectrum with random phases and turned into a wave by the inverse Fourier transform, which makes
it periodic by construction.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Wave

LOOP_SECONDS = 40
"""Length of a loop: long enough that nobody hears it come round again."""


def brown_noise(rate: int = SAMPLE_RATE) -> Wave:
    """Noise that falls by 6 dB an octave, from 60 Hz on; below, where small speakers only rattle, it falls away."""
    return _loop(rate, lambda hertz: 1 / hertz / (1 + (60 / hertz) ** 4), seed=1)


def low_noise(rate: int = SAMPLE_RATE) -> Wave:
    """Noise from 76 to 995 Hz, as even as an MP3 can have it in frames that are as small as silence (floor_frames)."""
    return _loop(rate, lambda hertz: (hertz >= 76) & (hertz <= 995), seed=4)


def rain(rate: int = SAMPLE_RATE) -> Wave:
    """Even rain on leaves: a soft hiss with its middle at 1.5 kHz, and on it some 25 small drops a second."""
    hiss = _loop(rate, lambda hertz: 1 / np.sqrt(hertz) / (1 + (200 / hertz) ** 2) / (1 + (hertz / 4000) ** 2), seed=2)
    drops = _drops(rate, len(hiss))
    return _normal(hiss / np.std(hiss) + 0.5 * drops / np.std(drops))


def _loop(rate: int, amplitude: Any, seed: int) -> Wave:
    """Return a periodic noise whose spectrum has `amplitude` of its frequency in Hz."""
    random = np.random.default_rng(seed)
    count = LOOP_SECONDS * rate
    hertz = np.fft.rfftfreq(count, 1 / rate)[1:]
    shape = amplitude(hertz) * (random.normal(size=len(hertz)) + 1j * random.normal(size=len(hertz)))
    return _normal(np.fft.irfft(np.concatenate([[0], shape]), count))


def _drops(rate: int, count: int) -> NDArray[np.float64]:
    """Drops of many pitches and strengths, none of them much louder than the rest, around a circle of `count`."""
    random = np.random.default_rng(3)
    struck = np.zeros(count)
    time = np.arange(rate // 20) / rate
    for _ in range(25 * LOOP_SECONDS):
        hertz, decay = random.uniform(700, 3200), random.uniform(0.002, 0.008)
        drop = np.sin(2 * np.pi * hertz * time) * np.exp(-time / decay) * np.minimum(1, time / 0.002)
        places = (random.integers(count) + np.arange(len(time))) % count
        struck[places] += drop * random.uniform(0.3, 1)
    return struck


def _normal(wave: NDArray[np.float64]) -> Wave:
    """Return the wave with its loudest sample at half of full scale."""
    return np.asarray(wave / np.abs(wave).max() * 0.5, dtype=np.float32)

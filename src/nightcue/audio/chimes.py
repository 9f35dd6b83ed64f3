"""Chimes: short, quiet sounds that mark a moment without waking anyone up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.shaping import to_int16

PEAK_DBFS = -14.0
"""Loudest sample of a chime, in dBFS: well below speech."""

Wave = NDArray[np.float64]


def draw_chime(name: str, rate: int = SAMPLE_RATE) -> Clip:
    """Draw the chime called `name` (one of CHIMES) at `rate` samples a second; it starts and ends at zero.

    Raises KeyError for a name that is not in CHIMES.
    """
    wave = _DRAWINGS[name](rate)
    wave[-1] = 0.0
    return Clip(to_int16(wave / np.abs(wave).max() * 10 ** (PEAK_DBFS / 20)), rate)


def _soft(rate: int) -> Wave:
    """A bowl, 1.5 s: G4 with its octave and twelfth, swelling over 80 ms so that it startles nobody."""
    time = np.arange(rate * 3 // 2) / rate
    bowl = _partial(time, 392.0, 0.45) + 0.4 * _partial(time, 784.0, 0.3) + 0.15 * _partial(time, 1176.0, 0.2)
    return bowl * _ramp(time / 0.08) * _ramp((1.5 - time) / 0.3)


def _wood(rate: int) -> Wave:
    """A wooden block, 0.4 s: a low knock with a little of the bar's second mode."""
    time = np.arange(rate * 2 // 5) / rate
    knock = _partial(time, 330.0, 0.06) + 0.35 * _partial(time, 908.0, 0.025)
    return knock * _ramp(time / 0.004) * _ramp((0.4 - time) / 0.1)


def _partial(time: Wave, hertz: float, decay: float) -> Wave:
    """A sine that falls to 1/e in `decay` seconds; `time` is in seconds, shape (n,)."""
    return np.asarray(np.sin(2 * np.pi * hertz * time) * np.exp(-time / decay))


def _ramp(progress: Wave) -> Wave:
    """A smooth rise from 0 to 1 while `progress` goes from 0 to 1."""
    return np.asarray(np.sin(np.clip(progress, 0, 1) * np.pi / 2) ** 2)


_DRAWINGS = {"soft": _soft, "wood": _wood}

CHIMES = tuple(_DRAWINGS)
"""The names of the chimes."""

"""Chimes: short, soft sounds that mark a moment without waking anyone up, and ticks for beats."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightcue import beside_compiled
from nightcue.audio import loudness
from nightcue.audio.clip import SAMPLE_RATE, Clip, Samples
from nightcue.audio.levels import SPEECH_LUFS
from nightcue.audio.shaping import to_int16

BELOW_SPEECH_LU = 6.0
"""How far the loudest moment of a chime stays below the speech; it is heard, and nobody starts."""
TICK_BELOW_SPEECH_LU = 12.0
"""The same for a tick, which comes again and again."""
PEAK_ABOVE_SPEECH_DB = 6.0
"""How far at most a chime's peak is above the loudness of the speech, whose own peaks are 15 dB above it.

The 400 ms that loudness is measured over make a short knock look softer than it is.
"""

Curve = NDArray[np.float64]


@cache
def draw_chime(name: str, lufs: float = SPEECH_LUFS, rate: int = SAMPLE_RATE) -> Clip:
    """Draw the chime or tick called `name` at `rate` samples a second, for speech at `lufs`.

    Its momentary loudness (BS.1770, 400 ms) and its peak are below those of the speech; it starts and ends at zero.
    Raises KeyError for any other name than soft, wood, tick and tock.
    """
    kept = _kept()
    samples = kept.get((name, lufs, rate))
    if samples is None:
        samples = _drawn(name, lufs, rate).astype("<i2").tobytes()
        kept.add((name, lufs, rate), samples)
    return Clip(np.frombuffer(samples, "<i2").astype(np.int16), rate)


@cache
def _kept() -> beside_compiled.Table:
    """Chimes as they were drawn: to measure one takes longer than to look up all the lines of a routine."""
    sources = (Path(__file__), Path(loudness.__file__))
    return beside_compiled.Table(
        beside_compiled.place(__file__, ".chimes"), " ".join(map(beside_compiled.state_of, sources))
    )


def _drawn(name: str, lufs: float, rate: int) -> Samples:
    wave = _unit(name, rate)
    below = TICK_BELOW_SPEECH_LU if name in TICKS else BELOW_SPEECH_LU
    measured = loudness.loudest_moment_of(Clip(to_int16(wave * 0.5), rate))
    level = min(lufs - below - measured + 20 * np.log10(0.5), lufs + PEAK_ABOVE_SPEECH_DB)
    return to_int16(wave * 10 ** (level / 20))


@cache
def _unit(name: str, rate: int) -> Curve:
    """Return the wave of a chime, its peak at full scale."""
    seconds, drawing = _DRAWINGS[name]
    wave = drawing(np.arange(round(rate * seconds)) / rate, seconds)
    wave[-1] = 0.0
    return np.asarray(wave / np.abs(wave).max())


def _soft(time: Curve, seconds: float) -> Curve:
    """Return a small bowl: G4 with its octave and twelfth, swelling over 60 ms."""
    bowl = _partial(time, 392.0, 0.28) + 0.4 * _partial(time, 784.0, 0.18) + 0.15 * _partial(time, 1176.0, 0.12)
    return bowl * _ramp(time / 0.06) * _ramp((seconds - time) / 0.3)


def _wood(time: Curve, seconds: float) -> Curve:
    """Return a wooden bar struck with a soft mallet: a low knock and a little of its second mode, rising over 18 ms."""
    knock = _partial(time, 330.0, 0.07) + 0.3 * _partial(time, 908.0, 0.03)
    return knock * _ramp(time / 0.018) * _ramp((seconds - time) / 0.15)


def _tick(time: Curve, seconds: float) -> Curve:
    """Return a fingertip on a table."""
    return _partial(time, 620.0, 0.025) * _ramp(time / 0.01) * _ramp((seconds - time) / 0.04)


def _tock(time: Curve, seconds: float) -> Curve:
    """Return the same, a fourth lower."""
    return _partial(time, 465.0, 0.025) * _ramp(time / 0.01) * _ramp((seconds - time) / 0.04)


def _partial(time: Curve, hertz: float, decay: float) -> Curve:
    """Return a sine that falls to 1/e in `decay` seconds; `time` is in seconds, shape (n,)."""
    return np.asarray(np.sin(2 * np.pi * hertz * time) * np.exp(-time / decay))


def _ramp(progress: Curve) -> Curve:
    """Return a smooth rise from 0 to 1 while `progress` goes from 0 to 1."""
    return np.asarray(np.sin(np.clip(progress, 0, 1) * np.pi / 2) ** 2)


_DRAWINGS = {
    "soft": (0.8, _soft),
    "wood": (0.5, _wood),
    "tick": (0.1, _tick),
    "tock": (0.1, _tock),
}
"""Each with its length in seconds."""

TICKS = ("tick", "tock")
"""The names of the ticks, for the first beat of a repetition and for the others."""

"""A take as it would sound in other rooms: by night, somebody lies farther from the microphone than when recording."""

from __future__ import annotations

import numpy as np

from nightcue.audio.clip import Wave
from nightcue.bedside.voice_words.utterances import RATE

FADES, REVERBERANT = 0.5, 0.7
"""Seconds in which the echo of a bedroom sinks by 60 dB, and its strength against what is heard directly."""

BESIDE, UNDER = 16.0, 18.0
"""dB by which the noise of the room is below the take, without an echo and with one."""


def in_rooms(take: Wave) -> list[Wave]:
    """Return the take as it is, with noise, with an echo, and with both; the same each time, and as long."""
    random = np.random.default_rng(0)
    echoed = _echoed(take, random)
    return [take, _with_noise(take, BESIDE, random), echoed, _with_noise(echoed, UNDER, random)]


def _echoed(take: Wave, random: np.random.Generator) -> Wave:
    time = np.arange(round(1.2 * FADES * RATE)) / RATE
    echo = random.normal(size=len(time)) * 10 ** (-3 * time / FADES)
    echo *= REVERBERANT / np.sqrt(np.sum(np.square(echo)))
    echo[0] = 1
    size = len(take) + len(echo)
    both = np.fft.irfft(np.fft.rfft(take, size) * np.fft.rfft(echo, size), size)
    return np.asarray(both[: len(take)], np.float32)


def _with_noise(take: Wave, below: float, random: np.random.Generator) -> Wave:
    """Return the take with noise that falls by 3 dB an octave, as rooms have it."""
    spectrum = np.fft.rfft(random.normal(size=len(take)))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(1, np.arange(len(spectrum)))), len(take))
    level = np.sqrt(np.mean(np.square(take)) / np.mean(np.square(noise))) * 10 ** (-below / 20)
    return np.asarray(take + level * noise, np.float32)

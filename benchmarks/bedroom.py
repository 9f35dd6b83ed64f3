"""Sounds of a bedroom, made up: a room with its echo and its noise, people who grunt, snore, cough and turn over."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import soxr

from nightcue.audio.clip import Wave
from nightcue.bedside.voice_words.utterances import RATE

Random = np.random.Generator

FORMANTS = {"a": (730, 1090), "e": (530, 1840), "i": (300, 2250), "o": (570, 840), "u": (320, 800), "m": (250, 1100)}
"""The two lowest resonances of vowels in hertz, after Peterson and Barney (1952); m is a hum."""


def noise(random: Random, samples: int, fall: float) -> Wave:
    """Return noise of RMS 1 whose spectrum falls by `fall` times 3 dB an octave."""
    spectrum = np.fft.rfft(random.normal(size=samples))
    made = np.fft.irfft(spectrum / np.maximum(1, np.arange(len(spectrum))) ** (fall / 2), samples)
    return np.asarray(made / np.sqrt(np.mean(np.square(made))), np.float32)


def echo(random: Random, fades: float, strength: float) -> Wave:
    """Return the impulse response of a room whose echo falls by 60 dB in `fades` seconds."""
    time = np.arange(round(1.2 * fades * RATE)) / RATE
    made = random.normal(size=len(time)) * 10 ** (-3 * time / fades)
    made *= strength / np.sqrt(np.sum(np.square(made)))
    made[0] = 1
    return np.asarray(made, np.float32)


def through(sound: Wave, response: Wave) -> Wave:
    """Return a sound as it is heard through `response`."""
    length = len(sound) + len(response) - 1
    size = 1 << (length - 1).bit_length()
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[:length], np.float32)


def heard(random: Random, sound: Wave, level: float, noise_below: float, fades: float, strength: float) -> Wave:
    """Return what a microphone hears of a sound at `level` dBFS, with 0.9 s of the room before and after it."""
    inside = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    echoed = through(sound[inside[0] : inside[-1] + 1], echo(random, fades, strength))
    echoed *= 10 ** (level / 20) / np.sqrt(np.mean(np.square(echoed)))
    padded = np.pad(echoed, round(0.9 * RATE))
    room = noise(random, len(padded), random.uniform(0.5, 1.5)) * 10 ** ((level - noise_below) / 20)
    return np.asarray(padded + room, np.float32)


def recorded(random: Random, sound: Wave) -> Wave:
    """Return a word as it is recorded: near the microphone, in a quiet room."""
    return heard(random, sound, -26, 30, 0.3, 0.4)


def at_night(random: Random, sound: Wave) -> Wave:
    """Return a sound as it comes from a bed: softer or louder, with more of the room's echo and noise."""
    far = random.uniform(0.3, 0.6), random.uniform(0.4, 0.9)
    return heard(random, sound, random.uniform(-42, -22), random.uniform(14, 25), *far)


def pitched(sound: Wave, factor: float) -> Wave:
    """Return a voice with its pitch and its resonances moved up by `factor`, and as much faster."""
    return np.asarray(soxr.resample(sound, RATE * factor, RATE), np.float32)


def grunt(random: Random, spelled: str, hertz: float) -> Wave:
    """Return a grunt of vowels, such as "u o": each letter lasts 0.2 s, and a blank is a short stop."""
    pace, parts = random.uniform(0.85, 1.2), []
    for syllable in spelled.split():
        samples = round((0.12 + 0.1 * len(syllable)) * pace * random.uniform(0.93, 1.07) * RATE)
        parts += [_vowel(random, syllable[0], hertz * random.uniform(0.93, 1.07), samples), np.zeros(RATE // 14)]
    return np.concatenate(parts).astype(np.float32)


def _vowel(random: Random, letter: str, hertz: float, samples: int) -> Wave:
    falling = hertz * np.linspace(1.04, 0.95, samples)
    phase = np.cumsum(falling) / RATE % 1
    source = np.diff(np.where(phase < 0.4, np.sin(np.pi * phase / 0.4) ** 2, 0), prepend=0)
    source += random.normal(scale=0.004, size=samples)
    spectrum, at = np.fft.rfft(source), np.fft.rfftfreq(samples, 1 / RATE)
    for formant, width in zip((*FORMANTS[letter], 2500, 3500), (80, 100, 150, 200), strict=True):
        centre = formant * random.uniform(0.97, 1.03) * (0.9 + hertz / 1500)
        spectrum *= centre**2 / (centre**2 - at**2 + 1j * at * width)
    made = np.fft.irfft(spectrum, samples)
    ends = np.minimum(1, np.minimum(np.arange(samples), np.arange(samples)[::-1]) / (0.03 * RATE))
    return np.asarray(made / np.abs(made).max() * ends, np.float32)


def snore(random: Random) -> Wave:
    """Return a breath that flutters 25 to 60 times a second."""
    time = np.arange(round(random.uniform(0.7, 1.8) * RATE)) / RATE
    flutter = np.maximum(0, np.sin(2 * np.pi * random.uniform(25, 60) * time * (1 + 0.1 * np.sin(12 * time)))) ** 3
    return noise(random, len(time), 1.5) * (0.35 + 0.65 * flutter) * np.abs(np.sin(np.pi * time / time[-1])) ** 0.7


def cough(random: Random) -> Wave:
    """Return one to three bursts of breath."""
    parts = []
    for _ in range(random.integers(1, 4)):
        time = np.arange(round(random.uniform(0.15, 0.35) * RATE)) / RATE
        burst = np.exp(-time / random.uniform(0.04, 0.12)) * np.minimum(1, time / 0.005)
        parts += [
            noise(random, len(time), random.uniform(0, 0.8)) * burst,
            np.zeros(round(random.uniform(0.05, 0.25) * RATE)),
        ]
    return np.concatenate(parts).astype(np.float32)


def rustle(random: Random) -> Wave:
    """Return the sound of a blanket."""
    samples = round(random.uniform(0.3, 1.5) * RATE)
    swells = np.interp(np.arange(samples), np.linspace(0, samples, 12), random.uniform(0, 1, 12))
    return noise(random, samples, 0.3) * swells.astype(np.float32)


def knock(random: Random) -> Wave:
    """Return something that is put down on wood."""
    time = np.arange(RATE // 4) / RATE
    tone = np.sin(2 * np.pi * random.uniform(90, 400) * time) * np.exp(-time / 0.03)
    return (tone + 0.3 * noise(random, len(time), 0) * np.exp(-time / 0.01)).astype(np.float32)


def sigh(random: Random) -> Wave:
    """Return a long breath out."""
    time = np.arange(round(random.uniform(0.8, 1.8) * RATE)) / RATE
    return noise(random, len(time), 0.8) * (np.minimum(1, time / 0.15) * np.exp(-time / 0.6)).astype(np.float32)


def creak(random: Random) -> Wave:
    """Return a bed: clicks that come faster and faster, in wood."""
    samples = round(random.uniform(0.3, 0.9) * RATE)
    clicks = np.zeros(samples, np.float32)
    clicks[(np.cumsum(np.linspace(400, 120, 60) * random.uniform(0.8, 1.2)).astype(int)) % samples] = 1
    time = np.arange(RATE // 20) / RATE
    return through(
        clicks, (np.sin(2 * np.pi * random.uniform(300, 900) * time) * np.exp(-time / 0.008)).astype(np.float32)
    )


NOISES: dict[str, Callable[[Random], Wave]] = {"snore": snore, "cough": cough, "blanket": rustle, "knock": knock}
UNHEARD_BEFORE: dict[str, Callable[[Random], Wave]] = {"sigh": sigh, "creak": creak}
"""Noises that had no part in choosing anything."""

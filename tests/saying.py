"""Words as a microphone hears them, spoken by the voice that is always there."""

from functools import cache

import numpy as np
import soxr

from nightcue.bedside.voice_words.utterances import RATE, Utterances
from nightcue.voices.catalogue import open_voice

WORDS = {"pause": "pause", "more-time": "another minute", "pain": "ouch"}


@cache
def spoken(text, pace="calm"):
    """`text` at RATE, with a second of a quiet room before and after it."""
    clip = open_voice("embedded", "en", pace).speak(text)
    wave = soxr.resample(clip.samples.astype(np.float32) / 32768, clip.rate, RATE)
    room = np.random.default_rng(1).normal(scale=3e-4, size=len(wave) + 2 * RATE)
    return (room + np.pad(0.3 * wave, RATE)).astype(np.float32)


def cut(sound):
    """The utterances in `sound`."""
    utterances = Utterances()
    return [each for at in range(0, len(sound), 800) for each in utterances.take(sound[at : at + 800])]


def takes(text):
    """Two takes of a word."""
    return [cut(spoken(f"{text}.", pace))[0] for pace in ("calm", "normal")]

"""Joining sentences, which some engines speak one by one, into a line."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import Clip
from nightcue.audio.shaping import to_int16

_QUIET = 10 ** (-66 / 20)
"""The level at which a sentence begins and ends, as a share of full scale: a model's silence is below it."""
_KEPT_MS = 10


def joined(sentences: Iterable[NDArray[np.float32]], rate: int, pause: float) -> Clip:
    """Return `sentences` (samples from -1 to 1, shape (n,)) as one clip, with `pause` seconds of silence between.

    The engine's silence around each sentence is cut off first, so that pauses are exact.
    """
    silence = np.zeros(round(pause * rate), np.float32)
    parts: list[NDArray[np.float32]] = []
    for sentence in sentences:
        if len(words := _without_quiet(sentence, rate)):
            parts += [words, silence]
    return Clip(to_int16(np.concatenate(parts[:-1])) if parts else np.zeros(0, np.int16), rate)


def _without_quiet(wave: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    sounding = np.flatnonzero(np.abs(wave) > _QUIET)
    if not len(sounding):
        return wave[:0]
    kept = rate * _KEPT_MS // 1000
    return wave[max(0, sounding[0] - kept) : sounding[-1] + 1 + kept]

"""A background: a loop that sounds from the first sample to the last, and goes down under whatever is said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.errors import SoundError
from nightcue.audio.loudness import level_wave, loudness_of
from nightcue.audio.noise import Wave
from nightcue.audio.recordings import read_recording

FADE_IN, FADE_OUT = 3.0, 6.0
"""Seconds in which it comes up at the start of a track, and goes away at its end; less in a short track."""
RAMP = 0.5
"""Seconds in which it goes down before something is said, and comes back after it."""
LONGEST = 600
"""Seconds of a file that are used: ten minutes take 53 MB, and nobody hears them come round again."""
SHORTEST = 0.5
"""Seconds that a file has to last."""
SEAM = 2.0
"""Seconds over which the end of a file is blended into its start; at most a quarter of it."""

QUIETEST_LUFS = -65.0
"""What is quieter than this is silence to a listener, and its hiss would be all that is heard when it is levelled."""

Gain = NDArray[np.float64]


def from_file(path: Path, rate: int = SAMPLE_RATE) -> Wave:
    """A loop of `rate` samples a second from a sound file, its end blended into its start.

    Raises SoundError as read_recording does, and for a file that is too short or in which nothing is heard.
    """
    clip = read_recording(path, rate, first=LONGEST)
    if clip.seconds < SHORTEST:
        raise SoundError(f"{path}: a background has to last {SHORTEST:g} s at least; use a longer recording")
    if loudness_of(clip) < QUIETEST_LUFS:
        raise SoundError(f"{path}: nothing is to be heard in it; use a recording that is louder")
    wave = clip.samples.astype(np.float32) / 32768
    seam = min(round(SEAM * rate), len(wave) // 4)
    # equal power, for the two ends have nothing to do with one another
    rise = np.sin(np.linspace(0, np.pi / 2, seam, dtype=np.float32))
    start = wave[:seam] * rise + wave[len(wave) - seam :] * rise[::-1]
    return np.concatenate([start, wave[seam : len(wave) - seam]])


class Background:
    """`loop` under a track of `length` samples, at `lufs`, and `duck` dB lower in each of `spans`.

    `loop` is float32 of shape (n,); a span is the first sample of something that is heard and the first after it.
    """

    def __init__(
        self, loop: Wave, lufs: float, duck: float, spans: Iterable[tuple[int, int]], length: int, rate: int
    ) -> None:
        self._loop = level_wave(loop, rate, lufs)
        self._duck = duck
        self._length = length
        self._rate = rate
        self._spans = _joined(spans, round(2 * RAMP * rate))

    def samples(self, start: int, end: int) -> Gain:
        """Samples `start` to `end` of the track, float of shape (end - start,), full scale from -1 to 1."""
        places = np.arange(start, end)
        return self._loop[places % len(self._loop)] * self._ducked(places) * self._faded(places)

    def _ducked(self, places: NDArray[np.int64]) -> Gain:
        """The gain at each place: down under a span, and on a smooth way there and back, in dB, in between."""
        starts, ends = self._spans
        if not len(starts):
            return np.ones(len(places))
        number = np.searchsorted(starts, places, side="right")
        since = np.where(number > 0, places - ends[number - 1] + 1, self._length)
        until = np.where(number < len(starts), starts[np.minimum(number, len(starts) - 1)] - places, self._length)
        away = np.clip(np.minimum(since, until) / (RAMP * self._rate), 0, 1)
        return np.asarray(10 ** (-self._duck / 20 * np.cos(away * np.pi / 2) ** 2))

    def _faded(self, places: NDArray[np.int64]) -> Gain:
        """The gain at each place from the fades at both ends of the track."""
        rise = min(FADE_IN * self._rate, self._length / 3)
        fall = min(FADE_OUT * self._rate, self._length / 3)
        share = np.minimum(places / rise, (self._length - 1 - places) / fall)
        return np.asarray(np.sin(np.clip(share, 0, 1) * np.pi / 2) ** 2)


def _joined(spans: Iterable[tuple[int, int]], apart: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The starts and the ends of the spans in order, those closer together than `apart` samples made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start - ends[-1] < apart:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return np.array(starts, np.int64), np.array(ends, np.int64)

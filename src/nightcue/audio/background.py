"""A background: a loop that sounds through the whole track, and is lowered under speech."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Clip, Wave
from nightcue.audio.errors import SoundError
from nightcue.audio.loudness import loudness_of, normalise_wave
from nightcue.audio.recordings import read_recording
from nightcue.audio.shaping import to_int16

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


def from_file(path: Path, rate: int = SAMPLE_RATE) -> Wave:
    """Return a loop of `rate` samples a second from a sound file, its end blended into its start.

    Raises SoundError as read_recording does, and for a file that is too short or in which nothing is heard.
    """
    clip = read_recording(path, rate, first=LONGEST)
    if clip.seconds < SHORTEST:
        raise SoundError(f"{path}: a background has to last {SHORTEST:g} s at least; use a longer recording")
    wave = clip.samples.astype(np.float32) / np.float32(32768)
    wave -= wave.mean(dtype=np.float64)
    seam = min(round(SEAM * rate), len(wave) // 4)
    # equal power, for the two ends have nothing to do with one another
    rise = np.sin(np.linspace(0, np.pi / 2, seam, dtype=np.float32))
    start = wave[:seam] * rise + wave[len(wave) - seam :] * rise[::-1]
    loop = np.concatenate([start, wave[seam : len(wave) - seam]])
    if loudness_of(Clip(to_int16(loop), rate)) < QUIETEST_LUFS:
        raise SoundError(f"{path}: nothing is to be heard in it; use a recording that is louder")
    return loop


class Background:
    """`loop` under a track of `length` samples, at `lufs`, and `duck` dB lower in each of `spans`.

    `loop` is float32 of shape (n,); a span is the first sample of something that is heard and the first after it.
    """

    def __init__(
        self, loop: Wave, lufs: float, duck: float, spans: Iterable[tuple[int, int]], length: int, rate: int
    ) -> None:
        # levelled with its own end before it and its own start after it, so that a limited peak makes no seam
        margin = rate // 10
        self._loop = normalise_wave(np.pad(loop, margin, mode="wrap"), rate, lufs)[margin:-margin]
        self._spans = _joined(spans, round(2 * RAMP * rate))
        self._back = (10 ** (-duck / 20 * (1 - _rise(round(RAMP * rate))))).astype(np.float32)
        self._down = np.float32(10 ** (-duck / 20))
        self._fade_in = _rise(min(round(FADE_IN * rate), length // 3))
        self._fade_out = _rise(min(round(FADE_OUT * rate), length // 3))[::-1]
        self._length = length

    def samples(self, start: int, end: int) -> Wave:
        """Return samples `start` to `end` of the track, float32 of shape (end - start,), full scale from -1 to 1."""
        first = start % len(self._loop)
        block = np.take(self._loop, np.arange(first, first + end - start), mode="wrap")
        starts, ends = self._spans
        ramp = len(self._back)
        near = slice(np.searchsorted(ends, start - ramp), np.searchsorted(starts, end + ramp))
        for down, up in zip(starts[near].tolist(), ends[near].tolist(), strict=True):
            _turn(block, start, down - ramp, self._back[::-1])
            block[max(0, down - start) : max(0, up - start)] *= self._down
            _turn(block, start, up, self._back)
        _turn(block, start, 0, self._fade_in)
        _turn(block, start, self._length - len(self._fade_out), self._fade_out)
        return block


def _rise(length: int) -> Wave:
    """Return a smooth way from 0 to 1 in `length` samples."""
    return np.asarray(np.sin(np.linspace(0, np.pi / 2, length)) ** 2, np.float32)


def _turn(block: Wave, start: int, at: int, gains: Wave) -> None:
    """Multiply `block`, which begins at sample `start` of the track, by `gains`, which begin at sample `at`."""
    first, last = max(start, at), min(start + len(block), at + len(gains))
    if first < last:
        block[first - start : last - start] *= gains[first - at : last - at]


def _joined(spans: Iterable[tuple[int, int]], apart: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the starts and the ends of the spans in order, those closer together than `apart` samples made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start - ends[-1] < apart:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return np.array(starts, np.int64), np.array(ends, np.int64)

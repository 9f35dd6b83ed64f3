"""A survey of a track: its outline, its spectrum, how loud its lines are, and what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Clip, Samples
from nightcue.audio.loudness import loudness_of

WINDOW = 1024
"""Samples of the Hann window of the spectrum; each starts half of that after the one before."""

CLICK_STEP = 0.01
"""The smallest step from one sample to the next that is called a click; full scale is 1."""

CLICK_CONTRAST = 10
"""How many times larger than every step in the CLICK_MS before it, or after it, a click is.

Measured over the shipped routines, a "k" or a "p" of either default voice stays below 6.
"""

CLICK_MS = 5
APART_MS = 50
"""Faults closer together than this count as one, in milliseconds."""

FLOOR_DBFS = -120.0


@dataclass(frozen=True, eq=False)
class Survey:
    """What a track looks like in `columns` of equal width, and its faults.

    `lowest` and `highest` are the extreme samples of each column from -1 to 1, shape (columns,). `spectrum` is the
    highest level that each frequency reaches in a column, in dBFS of a sine, shape (columns, WINDOW // 2 + 1).
    `peak` is the loudest sample in dBFS, -inf for silence. `loudness` is that of each span in LUFS. `clipped` and
    `clicks` are the samples where each run of full-scale samples and each click starts.
    """

    lowest: NDArray[np.float32]
    highest: NDArray[np.float32]
    spectrum: NDArray[np.float32]
    peak: float
    loudness: tuple[float, ...]
    clipped: tuple[int, ...]
    clicks: tuple[int, ...]


def survey(
    blocks: Iterable[Samples], length: int, spans: Sequence[tuple[int, int]], columns: int, rate: int = SAMPLE_RATE
) -> Survey:
    """Look at `blocks` (mono int16, `length` samples in all, `rate` samples a second), one at a time.

    `spans` (first sample, sample after the last) are measured for loudness. A short track gets fewer columns, so that
    each holds a whole window. Memory depends on `columns` and the longest span, not on `length`.
    """
    edges = np.linspace(0, length, max(1, min(columns, length // WINDOW)) + 1).astype(np.int64)
    outline, spectrum = _Outline(edges), _Spectrum(edges)
    lines, faults = _Lines(spans, rate), _Faults(rate)
    start = 0
    for block in blocks:
        outline.add(start, block)
        spectrum.add(block)
        lines.add(start, block)
        faults.add(block)
        start += len(block)
    spectrum.add(np.zeros(WINDOW, np.int16))
    faults.add(np.zeros(2 * faults.reach, np.int16))
    loudest = max(-int(outline.lowest.min()), int(outline.highest.max()))
    return Survey(
        lowest=(outline.lowest / 32768).astype(np.float32),
        highest=(outline.highest / 32768).astype(np.float32),
        spectrum=spectrum.levels(),
        peak=20 * math.log10(loudest / 32768) if loudest else -math.inf,
        loudness=tuple(lines.loudness),
        clipped=tuple(faults.clipped.starts),
        clicks=tuple(faults.clicks.starts),
    )


class _Outline:
    """The lowest and the highest sample of each column; 0 is always among them."""

    def __init__(self, edges: NDArray[np.int64]) -> None:
        self.edges = edges
        self.lowest, self.highest = np.zeros((2, len(edges) - 1), np.int32)

    def add(self, start: int, block: Samples) -> None:
        if not len(block):
            return
        first, after = np.searchsorted(self.edges, [start, start + len(block) - 1], side="right") - 1
        here = slice(first, after + 1)
        starts = np.maximum(self.edges[here] - start, 0)
        np.minimum(self.lowest[here], np.minimum.reduceat(block, starts), out=self.lowest[here])
        np.maximum(self.highest[here], np.maximum.reduceat(block, starts), out=self.highest[here])


class _Spectrum:
    """The highest power of each frequency in each column."""

    def __init__(self, edges: NDArray[np.int64]) -> None:
        self.edges = edges
        self.power = np.zeros((len(edges) - 1, WINDOW // 2 + 1), np.float32)
        self.window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
        self.rest, self.start = np.zeros(0, np.int16), 0

    def add(self, block: Samples) -> None:
        samples, hop = np.concatenate([self.rest, block]), WINDOW // 2
        count = max(0, (len(samples) - WINDOW) // hop + 1)
        if count and samples.any():
            frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::hop]
            power = np.square(np.abs(np.fft.rfft(frames * self.window))).astype(np.float32)
            middles = self.start + hop * np.arange(1, count + 1)
            columns = np.minimum(np.searchsorted(self.edges, middles, side="right"), len(self.power)) - 1
            places, firsts = np.unique(columns, return_index=True)
            self.power[places] = np.maximum(self.power[places], np.maximum.reduceat(power, firsts))
        self.rest, self.start = samples[count * hop :], self.start + count * hop

    def levels(self) -> NDArray[np.float32]:
        full_scale = float(32768 * self.window.sum() / 2)
        least = 10 ** (FLOOR_DBFS / 10)
        return np.asarray(10 * np.log10(np.maximum(self.power / full_scale**2, least)), dtype=np.float32)


class _Lines:
    """The loudness of each span, measured when the block that ends it is there."""

    def __init__(self, spans: Sequence[tuple[int, int]], rate: int) -> None:
        self.spans, self.rate = spans, rate
        self.loudness = [-math.inf] * len(spans)
        self.waiting = sorted(range(len(spans)), key=lambda n: spans[n], reverse=True)
        self.heard: dict[int, list[Samples]] = {}

    def add(self, start: int, block: Samples) -> None:
        end = start + len(block)
        while self.waiting and self.spans[self.waiting[-1]][0] < end:
            self.heard[self.waiting.pop()] = []
        for span, parts in list(self.heard.items()):
            first, after = self.spans[span]
            parts.append(block[max(0, first - start) : after - start].copy())
            if after <= end:
                self.loudness[span] = loudness_of(Clip(np.concatenate(self.heard.pop(span)), self.rate))


class _Faults:
    """Where samples reach full scale, and where a step is far larger than all those just before it or after it."""

    def __init__(self, rate: int) -> None:
        self.reach = max(2, rate * CLICK_MS // 1000)
        self.clipped, self.clicks = (_Places(rate * APART_MS // 1000) for _ in range(2))
        # the silence before the track: a first sample that is none is a step too
        self.rest, self.start = np.zeros(2 * self.reach, np.int16), -2 * self.reach

    def add(self, block: Samples) -> None:
        samples, fresh = np.concatenate([self.rest, block]), len(self.rest)
        if samples.any():
            full = np.flatnonzero((samples[fresh:] == 32767) | (samples[fresh:] == -32768)) + fresh
            self.clipped.add(full + self.start)
            self.clicks.add(self._clicks(samples) + self.start)
        kept = min(len(samples), 2 * self.reach + 1)
        self.rest, self.start = samples[len(samples) - kept :].copy(), self.start + len(samples) - kept

    def _clicks(self, samples: Samples) -> NDArray[np.intp]:
        """Return the places in `samples` of clicks, but for the first and the last `reach` of them."""
        steps = np.abs(np.diff(samples.astype(np.float64))) / 32768
        inner = steps[self.reach : len(steps) - self.reach]
        pairs = np.maximum(steps[:-1], steps[1:])[self.reach - 2 :]
        quieter = np.minimum(pairs[: len(inner)], pairs[3:][: len(inner)])
        found = np.flatnonzero(inner > np.maximum(CLICK_STEP, CLICK_CONTRAST * quieter))
        windows = np.lib.stride_tricks.sliding_window_view(steps, self.reach)
        before, after = windows[found], windows[found + self.reach + 1]
        out_of_quiet = _stand_out(inner[found], before, after[:, 1:])
        into_quiet = _stand_out(inner[found], after, before[:, :-1])
        return found[out_of_quiet | into_quiet] + self.reach + 1


class _Places:
    """Where each run of places starts; those in one run are at most `apart` samples from each other."""

    def __init__(self, apart: int) -> None:
        self.apart, self.last = apart, -apart - 1
        self.starts: list[int] = []

    def add(self, places: NDArray[np.intp]) -> None:
        self.starts += places[np.diff(places, prepend=self.last) > self.apart].tolist()
        self.last = int(places[-1]) if len(places) else self.last


def _stand_out(steps: NDArray[np.float64], quiet: NDArray[np.float64], loud: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which `steps`, shape (n,), are far above all on the quiet side, shape (n, m), and above the loud side.

    The nearest on the loud side is none of them: a click of a single sample goes there and back.
    """
    return np.asarray((steps > CLICK_CONTRAST * quiet.max(axis=1)) & (steps > 2 * loud.max(axis=1)))

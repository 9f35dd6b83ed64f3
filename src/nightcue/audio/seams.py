"""Seams: finding where the sound in a clip stops or starts within a wave, and fading it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nightcue.audio.clip import Clip

if TYPE_CHECKING:
    from nightcue.audio.clip import Samples

SEAM_MS = 2
"""Length of the fades at seams, in milliseconds."""

SEAM_STEP = 0.005
"""The smallest step from one sample to the next that is a seam; full scale is 1. Half of what counts as a click."""

QUIET_MS = 5
"""How long it is quiet beside a seam, in milliseconds; fewer zeros than that are part of a wave.

Beside steps above 0.02 of full scale, espeak puts a few zeros (0.1 ms, inside a word) or at least 22 ms of them.
"""

BREAKS_OFF = 10
"""How many times larger than every step of the QUIET_MS after it a step is where sound breaks off."""

SETS_IN = 1 << 16
"""The same for the QUIET_MS before a step where sound sets in: more than any sample holds, so only zeros are quiet.

Ten times would take the burst of a "p" or a "t" for one: 168 in 444 lines of espeak.
"""


def fade_seams(clip: Clip) -> Clip:
    """Return the clip with its sound faded over SEAM_MS at every seam, to the level of the quiet beside it.

    Nothing else changes: neither the length, nor the quiet, nor the clip's own edges.
    """
    samples = clip.samples.copy()
    _fade_ends(samples[::-1], clip.rate, SETS_IN)
    _fade_ends(samples, clip.rate, BREAKS_OFF)
    return Clip(samples, clip.rate)


def _fade_ends(samples: Samples, rate: int, contrast: int) -> None:
    """Fade out, in place, what ends with a step more than `contrast` times larger than those after it."""
    length, reach = rate * SEAM_MS // 1000, rate * QUIET_MS // 1000
    steps = np.abs(np.diff(samples.astype(np.int64)))
    after = np.pad(steps, (0, reach + 1), constant_values=SETS_IN)[1:]
    large = np.flatnonzero((steps >= SEAM_STEP * 32768) & (steps > contrast * after[: len(steps)]))
    largest_after = np.lib.stride_tricks.sliding_window_view(after, reach)[large].max(axis=1)
    for last in large[steps[large] > contrast * largest_after].tolist():
        sound, quiet = samples[max(0, last + 1 - length) : last + 1], float(samples[last + 1])
        fall = np.cos(np.linspace(0, np.pi / 2, len(sound))) ** 2
        sound[:] = np.rint(quiet + (sound - quiet) * fall)

"""Shaping of single clips: trimming, fading, changing the sample rate."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from nightcue.audio.clip import Clip

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nightcue.audio.clip import Samples

SILENCE_DBFS = -50.0
"""Level below which a millisecond of a clip counts as silence, in dBFS (RMS); most soft consonants are above it."""

SOFT_DB = 10.0
"""How far below that a soft beginning or end may lie.

Measured on 222 lines a voice: an "f" or a Spanish "c" before the first word, and an "f" or the breath of a "k" or a "t"
after the last, last up to 145 ms at 52 to 60 dB below full scale.
"""

SOFT_MS = 150
"""How far from the sound they are looked for: farther off, engines make noises of their own, as loud as these."""

_SOFT_CHUNK_MS = 5

FADE_MS = 5
"""Length of the fades that keep a clip's edges from clicking, in milliseconds."""


_WELL_ABOVE_ROUNDING = -60.0
"""dBFS; pydub counts an RMS in whole steps of 16 bits, of which this is 33."""


def trim(clip: Clip, threshold: float = SILENCE_DBFS) -> Clip:
    """Cut the silence before and after the sound down to FADE_MS milliseconds.

    Sound is every millisecond whose RMS reaches `threshold` dBFS, and within SOFT_MS of them what is SOFT_DB below it;
    a raw tail below that is dropped, but for FADE_MS. Silence shorter than that stays as it is. A clip with
    nothing above the threshold gives an empty clip.
    """
    segment = _as_segment(clip)
    lead_ms = _silent_ms(segment, threshold)
    if lead_ms >= len(segment):
        return Clip(clip.samples[:0], clip.rate)
    tail_ms = _silent_ms(segment.reverse(), threshold)
    lead_ms -= _soft_ms(segment[:lead_ms].reverse(), threshold - SOFT_DB)
    tail_ms -= _soft_ms(segment[len(segment) - tail_ms :], threshold - SOFT_DB)
    start = max(0, lead_ms - FADE_MS) * clip.rate // 1000
    cut = max(0, tail_ms - FADE_MS) * clip.rate // 1000
    return Clip(clip.samples[start : len(clip) - cut].copy(), clip.rate)


def fade(clip: Clip) -> Clip:
    """Fade the first and last FADE_MS milliseconds in and out, to zero at both edges; the length stays the same."""
    # Not pydub's fade: it is linear in dB from -120, so that most of the change falls into the last millisecond.
    samples = clip.samples.copy()
    ramp = np.sin(np.linspace(0, np.pi / 2, min(clip.rate * FADE_MS // 1000, len(clip)))) ** 2
    samples[: len(ramp)] = np.rint(samples[: len(ramp)] * ramp)
    samples[len(clip) - len(ramp) :] = np.rint(samples[len(clip) - len(ramp) :] * ramp[::-1])
    return Clip(samples, clip.rate)


def resample(clip: Clip, rate: int) -> Clip:
    """Return the sound at `rate` samples a second, by soxr at its high quality; its length in seconds is unchanged."""
    # Not pydub's set_frame_rate: audioop.ratecv interpolates without a filter, and the mirror image of "s" is heard.
    if rate == clip.rate or not len(clip):
        return Clip(clip.samples, rate)
    import soxr

    return Clip(to_int16(soxr.resample(clip.samples / 32768, clip.rate, rate, quality="HQ")), rate)


def to_int16(samples: NDArray[np.floating[Any]]) -> Samples:
    """Return samples from -1 to 1 as int16 of the same shape, rounded; what lies outside saturates."""
    return np.asarray(np.clip(np.rint(samples * 32768), -32768, 32767), dtype=np.int16)


def _silent_ms(segment: Any, threshold: float) -> int:
    """Milliseconds before the first whose RMS reaches `threshold` dBFS; all there are if none does."""
    from pydub.silence import detect_leading_silence

    skipped = 0
    if threshold >= _WELL_ABOVE_ROUNDING:
        # twenty at a time first: with one at the threshold among them, they are 13 dB below it, or a little less
        skipped = int(detect_leading_silence(segment, silence_threshold=threshold - 15, chunk_size=20))
    return skipped + int(detect_leading_silence(segment[skipped:], silence_threshold=threshold, chunk_size=1))


def _soft_ms(segment: Any, threshold: float) -> int:
    """Milliseconds up to the last of the first SOFT_MS whose RMS, over _SOFT_CHUNK_MS, reaches `threshold` dBFS."""
    whole = min(SOFT_MS, len(segment) - len(segment) % _SOFT_CHUNK_MS)
    ends = range(whole, 0, -_SOFT_CHUNK_MS)
    return next((end for end in ends if segment[end - _SOFT_CHUNK_MS : end].dBFS >= threshold), 0)


def _as_segment(clip: Clip) -> Any:
    """Return the clip as a pydub segment."""
    os.environ.setdefault("PATH", os.defpath)  # where pydub looks for that ffmpeg on import; it may be unset
    with warnings.catch_warnings():
        # on import pydub warns that there is no ffmpeg, which nightcue never uses
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment(data=clip.samples.tobytes(), sample_width=2, frame_rate=clip.rate, channels=1)

"""Loudness and true peak after ITU-R BS.1770-5, and the levelling that brings every clip to the same loudness."""

from __future__ import annotations

import math

import numpy as np

from nightcue.audio.clip import Clip, Wave
from nightcue.audio.levels import SPEECH_ABOVE_TRACK_LU, SPEECH_LUFS
from nightcue.audio.shaping import FADE_MS, to_int16

MOST_LIFT_LU = 2.0
"""How much louder than a sentence a short line may be, in LU.

Its silence takes up to 2.5 LU from a word of half a second: without a lift the calf pump was at -20.7 to -19.8 LUFS in
seven voices, and with it at -20.1 to -19.7. The loudest 400 ms of every beat and number in it are still softer than
those of most sentences.
"""

LONGEST_LIFTED = 4
"""Seconds of the longest line that is lifted; the longest that needed it had 3.1, of 364 lines in four voices."""

CEILING_DBTP = -4.5
"""True peak that no normalised clip exceeds, in dBTP; quieter clips stay as much further below it as they are quieter.

MP3, Ogg and Opus lift it by up to 0.9 dB at SPEECH_LUFS (444 lines, two voices), so that a track stays below -3 dBTP.
"""

LOUDER_CEILING = 0.5, 1.5
"""How far the ceiling comes down for clips louder than SPEECH_LUFS: dB for each LU, and dB at most.

The more often a voice touches the ceiling, the more MP3 lifts it: by up to 2.4 dB at -16 LUFS.
"""

MOST_LIMITED = 1 / 3
"""Share of the sounding milliseconds that the limiter may turn down: beyond it, more gain would only squash a voice."""

LIMITER_MS = 6
"""The limiter takes twice this to turn down before a peak, and up after it: longer than a period of a man's voice."""

OFFSET_MS = 50
"""What stays as it is for twice this is an offset and no sound: it would only waste level."""

GATING_SECONDS = 0.4
"""Length of a gating block (BS.1770-5 annex 1), which is the window of momentary loudness too (EBU Tech 3341)."""

OVERSAMPLING = 4
"""The oversampling for the true peak (BS.1770-5 annex 2)."""

_SPARE_DB = 0.02
"""What rounding and the slope of the limiter's gain may add to a peak: 0.008 dB at most, of 750 bursts and clicks."""

_CLOSE_LU = 0.05
_ROUNDS = 20
_TAKEN_AGAIN = 0.3
"""What the limiter takes of each LU that makes up for what it took: 0.2 to 0.4 in most lines of the embedded voice."""

_CHUNK_HOPS = 10_000
_MARGIN = 256


def loudness_of(clip: Clip) -> float:
    """Integrated loudness in LUFS; -inf for silence, and for anything below the absolute gate of -70 LUFS.

    A clip too short for one gating block is measured as if it went on over and over. An offset is no sound.
    """
    return _integrated(_dc_blocked_and_faded(clip), clip.rate)


def loudest_moment_of(clip: Clip) -> float:
    """Return the highest momentary loudness in LUFS, with silence before and after the clip; -inf below -70 LUFS."""
    block = _gating_block(clip.rate)
    padded = np.pad(_to_wave(clip), block)
    starts = range(0, len(padded) - block + 1, max(1, block // 40))
    return max(_integrated(padded[start : start + block], clip.rate) for start in starts)


def true_peak_of(clip: Clip) -> float:
    """True peak in dBTP; -inf for silence."""
    peak = float(_hop_peaks(_to_wave(clip), clip.rate).max(initial=0))
    return 20 * math.log10(peak) if peak else -math.inf


def normalised(clip: Clip, lufs: float) -> Clip:
    """Return the clip at `lufs`, of the same length, its true peak at most CEILING_DBTP, its edges faded over 5 ms.

    An offset is taken out first. It is within 0.3 LU, unless that would take more limiting than MOST_LIMITED: then it
    stays quieter. Raises ValueError for a clip in which nothing sounds, that is, whose loudness is -inf.
    """
    return Clip(to_int16(normalise_wave(_dc_blocked_and_faded(clip), clip.rate, lufs)), clip.rate)


def normalised_line(clip: Clip, lufs: float) -> Clip:
    """Return a spoken line at `lufs`, as `normalised` brings it there; a short one is louder, by MOST_LIFT_LU at most.

    It is lifted by what the silence around it takes beyond SPEECH_ABOVE_TRACK_LU. Raises ValueError as `normalised`
    does.
    """
    wave = _dc_blocked_and_faded(clip)
    own = _integrated(wave, clip.rate)
    lift = _lift(wave, clip.rate, own) if clip.seconds <= LONGEST_LIFTED else 0.0
    return Clip(to_int16(_levelled(wave, clip.rate, lufs + lift, own)), clip.rate)


def normalise_wave(wave: Wave, rate: int, lufs: float) -> Wave:
    """Return the wave normalised as a clip is, but for offset and edges. Raises ValueError if nothing sounds in it."""
    return _levelled(wave, rate, lufs, _integrated(wave, rate))


def _lift(wave: Wave, rate: int, own: float) -> float:
    """Return by how much a line of `own` LUFS is to be louder than a sentence, in LU."""
    heard = _integrated_in_silence(wave, rate)
    return 0.0 if math.isinf(heard) else min(max(own - heard - SPEECH_ABOVE_TRACK_LU, 0.0), MOST_LIFT_LU)


def _levelled(wave: Wave, rate: int, lufs: float, own: float) -> Wave:
    """Return a wave of `own` LUFS at `lufs`. Raises ValueError if nothing sounds in it."""
    gain = lufs - own
    if math.isinf(gain):
        raise ValueError("nothing sounds, so there is nothing to level")
    peaks, ceiling = _hop_peaks(wave, rate), _ceiling(lufs)
    sounding = peaks[peaks > peaks.max() * _ratio(-60)]
    place = (1 - MOST_LIMITED) * (len(sounding) - 1)
    # not np.quantile: it loads masked arrays, a hundredth of a build in which one line is new
    most = _decibels(ceiling / float(np.interp(place, np.arange(len(sounding)), np.sort(sounding))))
    for _ in range(_ROUNDS):
        result = wave * _limited_gain(peaks, _ratio(min(gain, most)), ceiling, rate, len(wave))
        missing = lufs - _integrated(result, rate)
        if abs(missing) <= _CLOSE_LU or gain > most:
            break
        # the limiter took some loudness away, and will take some of what is added; not so of what is taken off again
        gain += missing / (1 - _TAKEN_AGAIN) if missing > 0 else missing
    return result


def _ceiling(lufs: float) -> float:
    """Return the ceiling of a clip at `lufs`, as a share of full scale."""
    each, most = LOUDER_CEILING
    louder = lufs - SPEECH_LUFS
    return _ratio(CEILING_DBTP + (louder if louder < 0 else -min(most, each * louder)) - _SPARE_DB)


def _limited_gain(peaks: Wave, gain: float, ceiling: float, rate: int, length: int) -> Wave:
    """Return `gain`, lowered around each of `peaks` (a hop each) that it would lift above `ceiling`; shape (length,).

    At each moment it is a smooth mean of the least gains needed around the moments around it, so it is never above
    what that moment needs, and down in time for the peak.
    """
    needed = np.minimum(gain, ceiling / np.maximum(peaks, ceiling / gain))
    around = np.pad(needed, LIMITER_MS + 1, constant_values=gain)
    least = _least_of_each(2 * LIMITER_MS + 2, around)
    return _between_hops(_smoothed(least, LIMITER_MS), rate, length)


def _least_of_each(count: int, knots: Wave) -> Wave:
    """Return the least of every `count` of `knots` that follow each other; shape (len(knots) - count + 1,)."""
    least, width = knots, 1
    while width < count:  # twice as many each time: a view of every window takes five times as long
        step = min(width, count - width)
        least, width = np.minimum(least[:-step], least[step:]), width + step
    return least


def _dc_blocked_and_faded(clip: Clip) -> Wave:
    """Return what can be heard of a clip: without its offset, the edges faded to zero."""
    wave, rate = _without_dc_offset(_to_wave(clip), clip.rate), clip.rate
    length = min(rate * FADE_MS // 1000, len(wave))
    ramp = (np.sin(np.linspace(0, np.pi / 2, length)) ** 2).astype(np.float32)
    wave[:length] *= ramp
    wave[len(wave) - length :] *= ramp[::-1]
    return wave


def _without_dc_offset(wave: Wave, rate: int) -> Wave:
    """Return the wave without what changes so slowly that it cannot be heard."""
    if not len(wave):
        return wave
    hops = _in_hops(wave, _hop(rate)).mean(axis=1)
    offset = _smoothed(np.append(hops, hops[-1]), OFFSET_MS)
    return wave - _between_hops(offset, rate, len(wave))


def _hop_peaks(wave: Wave, rate: int) -> Wave:
    """Return the true peak of every millisecond; shape (hops,)."""
    import soxr

    hop, peaks = _hop(rate), [np.zeros(0, np.float32)]
    for start in range(0, len(wave), _CHUNK_HOPS * hop):
        lead, chunk = min(start, _MARGIN), wave[start : start + _CHUNK_HOPS * hop]
        around = wave[start - lead : start + len(chunk) + _MARGIN]
        fine = soxr.resample(around, 1, OVERSAMPLING, quality="HQ")[lead * OVERSAMPLING :][: len(chunk) * OVERSAMPLING]
        peaks.append(np.maximum(_hop_maxima(chunk, hop), _hop_maxima(fine, hop * OVERSAMPLING)))
    return np.concatenate(peaks)


def _hop_maxima(wave: Wave, hop: int) -> Wave:
    starts = np.arange(0, len(wave), hop)
    # twice over the wave, and still faster than once over a copy of it without signs
    return np.maximum(np.maximum.reduceat(wave, starts), -np.minimum.reduceat(wave, starts))


def _in_hops(wave: Wave, hop: int) -> Wave:
    """Return the wave as rows of `hop` samples, the last one filled up with the last sample; shape (hops, hop)."""
    return np.pad(wave, (0, -len(wave) % hop), mode="edge").reshape(-1, hop)


def _between_hops(knots: Wave, rate: int, length: int) -> Wave:
    """Return `length` samples on straight lines from each of `knots` (one a hop) to the next."""
    share = (np.arange(_hop(rate)) / _hop(rate)).astype(np.float32)
    lines = knots[:-1, np.newaxis] + np.diff(knots)[:, np.newaxis] * share
    return lines.reshape(-1)[:length]


def _smoothed(knots: Wave, reach: int) -> Wave:
    """Return the mean, weighted by a Hann window, of each of `knots` and `reach` of them on both sides."""
    window = np.hanning(2 * reach + 3)[1:-1]
    smooth = np.convolve(np.pad(knots, reach, mode="symmetric"), window / window.sum(), mode="valid")
    return np.asarray(smooth, np.float32)


def _integrated(wave: Wave, rate: int) -> float:
    from loudness import integrated_loudness

    if not len(wave):
        return -math.inf
    times = math.ceil(_gating_block(rate) / len(wave))
    return float(integrated_loudness(np.tile(wave, times) if times > 1 else wave, rate))


def _integrated_in_silence(wave: Wave, rate: int) -> float:
    """Integrated loudness with silence before and after the wave, in LUFS: the mean over four places of the blocks.

    In a track the blocks start anywhere in a word, which changes what it has by up to 1 LU.
    """
    block = _gating_block(rate)
    starts = range(block, 2 * block, block // 16)[:4]  # a quarter of the step from block to block apart
    each = [_integrated(np.pad(wave, (start, block)), rate) for start in starts]
    return 10 * math.log10(sum(10 ** (lufs / 10) for lufs in each) / len(each)) if max(each) > -math.inf else -math.inf


def _gating_block(rate: int) -> int:
    return math.ceil(rate * GATING_SECONDS)


def _hop(rate: int) -> int:
    return max(1, rate // 1000)


def _ratio(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _decibels(ratio: float) -> float:
    return 20 * math.log10(ratio)


def _to_wave(clip: Clip) -> Wave:
    return clip.samples.astype(np.float32) / np.float32(32768)

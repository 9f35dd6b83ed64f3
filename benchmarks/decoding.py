"""What comes out of a track again: its size, its seams, every event's place, and where a seek lands."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import lameenc
import miniaudio
import numpy as np
import soundfile
from numpy.typing import NDArray

from nightcue.audio.mp3.frames import DECODER_DELAY, ENCODER_DELAY
from nightcue.audio.mp3.lame import new_lame

Sound = NDArray[np.float64]
Seek = Callable[[Path, float], Sound]
RATE = 22_050
SEEKS = 40
REACH = 30 * RATE
"""Samples before and after a place, in which what a player comes out with is looked for."""


def print_decoding(track: Path, wav: Path, plan: dict[str, Any]) -> None:
    """Print size, seams, places and seeks of `track`, whose sound before encoding is in `wav`."""
    samples, _ = soundfile.read(wav, dtype="int16")
    decoded, _ = soundfile.read(track)
    constant = len(samples) / RATE * 64_000 / 8
    print(f"\nsize {track.stat().st_size / 1e6:.2f} MB, {track.stat().st_size / constant:.2f} of constant 64 kbit/s")
    print(f"decoded {len(decoded)} samples, planned {len(samples)}")
    plain = _in_one_go(samples)[: len(decoded)]
    print(f"difference to one encoder from end to end: {_loudest(decoded - plain):.1f} dBFS at most, over 20 ms")
    speech = [event for event in plan["events"] if event["kind"] == "speech"]
    off = [_offset(decoded, samples / 32768, event) for event in speech]
    print(f"{len(off)} spoken lines, farthest from its place {max(map(abs, off)) / RATE * 1000:.2f} ms")
    ways: dict[str, Seek] = {
        "libsndfile (mpg123)": _by_mpg123,
        "PyAV (ffmpeg)": _by_ffmpeg,
        "ffmpeg, table alone": lambda track, seconds: _by_ffmpeg(track, seconds, {"usetoc": "1"}),
        "miniaudio (dr_mp3)": _by_dr,
    }
    for name, seek in ways.items():
        errors = [_error(seek, track, decoded, event["start"]) for event in speech[:: max(1, len(speech) // SEEKS)]]
        heard = [error * 1000 for error in errors if math.isfinite(error)]
        print(
            f"seek by {name:<22}{len(errors)} places, {len(errors) - len(heard)} of them all silence; "
            f"median {statistics.median(heard):.1f} ms off, farthest {max(heard):.1f} ms"
        )


def _in_one_go(samples: NDArray[np.int16]) -> Sound:
    lame: lameenc.Encoder = new_lame()
    mp3 = bytes(lame.encode(samples.tobytes())) + bytes(lame.flush())
    decoded = np.array(miniaudio.decode(mp3, nchannels=1, sample_rate=RATE).samples, np.int16)
    return decoded[ENCODER_DELAY + DECODER_DELAY :] / 32768


def _loudest(difference: Sound) -> float:
    rows = difference[: len(difference) // 441 * 441].reshape(-1, 441)
    return float(10 * np.log10(np.mean(rows**2, axis=1).max() + 1e-12))


def _offset(decoded: Sound, meant: Sound, event: dict[str, Any]) -> int:
    """How many samples later than planned the line is heard: where it is most like what it was before encoding."""
    start, end, reach = round(event["start"] * RATE), round(event["end"] * RATE), 60
    line = meant[start:end]
    likeness = {by: float(line @ decoded[start + by : end + by]) for by in range(-reach, reach + 1)}
    return max(likeness, key=likeness.__getitem__)


def _error(seek: Seek, track: Path, decoded: Sound, seconds: float) -> float:
    """How far in seconds from where it should two seconds after a seek come from; infinite when they are silent."""
    start = round(seconds * RATE)
    heard = seek(track, seconds)[: RATE * 2]
    if not heard.any():
        return math.inf
    first = max(0, start - REACH)
    around = decoded[first : start + len(heard) + REACH]
    size = 1 << (len(around) + len(heard)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(heard, size)))
    likeness = likeness[: len(around)]
    # a countdown is the same again and again: of places as good as the best, the nearest counts
    good = np.flatnonzero(likeness > 0.98 * likeness.max()) + first
    return float(np.abs(good - start).min()) / RATE


def _by_mpg123(track: Path, seconds: float) -> Sound:
    with soundfile.SoundFile(track) as file:
        file.seek(round(seconds * RATE))
        return np.asarray(file.read(RATE * 3))


def _by_ffmpeg(track: Path, seconds: float, options: dict[str, str] | None = None) -> Sound:
    """What ffmpeg gives from the frame that holds that moment on, or, by the table, from a point before; cut to it."""
    parts: list[Sound] = []
    with av.open(str(track), options=options or {}) as container:
        stream = container.streams.audio[0]
        # ffmpeg counts the encoder's delay in, and players take off what it says the start is
        start = float((stream.start_time or 0) * stream.time_base)
        container.seek(round((start + seconds) / stream.time_base), stream=stream)
        began = None
        for frame in container.decode(stream):
            began = frame.time if began is None else began
            parts.append(frame.to_ndarray().reshape(-1).astype(np.float64))
            if frame.time - start > seconds + 3:
                break
    early = round((seconds + start - (began or 0)) * RATE)
    return np.concatenate(parts)[max(0, early) :][: RATE * 3]


def _by_dr(track: Path, seconds: float) -> Sound:
    stream = miniaudio.stream_file(
        str(track), nchannels=1, sample_rate=RATE, frames_to_read=RATE, seek_frame=round(seconds * RATE)
    )
    return np.concatenate([np.array(next(stream), np.int16) for _ in range(3)]) / 32768

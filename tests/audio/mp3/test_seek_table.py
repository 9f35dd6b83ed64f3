"""A player that seeks by the seek table alone begins too early, by a 256th of the bytes at most, and never too late."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from nightcue.audio.encoders.mp3 import encode
from nightcue.audio.mp3.frames import frame_ends
from nightcue.audio.mp3.xing import XING_SIZE
from nightcue.audio.tags.track_info import TrackInfo

RATE, FRAME = 22_050, 576
Track = NDArray[np.int16]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path))


def hissing(seconds: float, said: float, seed: int = 1) -> Track:
    """Words of hiss, no two alike, that take `said` of the time, with silence between them."""
    random = np.random.default_rng(seed)
    samples = np.zeros(round(seconds * RATE), np.int16)
    at = 0
    while at < len(samples) - 3 * RATE:
        length = int(random.integers(RATE // 3, 3 * RATE // 2))
        word = np.convolve(random.normal(0, 1, length), [0.4, 0.7, 0.4], "same") * np.hanning(length)
        samples[at : at + length] = word * 5_000
        at += length + int(length * (1 / said - 1) * random.uniform(0.5, 1.5)) + RATE // 4
    return samples


def encoded(info: TrackInfo, samples: Track) -> bytes:
    file = BytesIO()
    encode(file, info, (samples[at : at + 65_536] for at in range(0, len(samples), 65_536)), len(samples), RATE)
    return file.getvalue()


def stream_of(mp3: bytes) -> bytes:
    """The Xing frame and all after it."""
    return mp3[mp3.index(b"Xing") - 13 :]


def by_the_table(mp3: bytes, seconds: float) -> Track:
    """Three seconds of what ffmpeg plays from there, going by nothing but the seek table."""
    heard, began = [], None
    with av.open(BytesIO(mp3), options={"usetoc": "1"}) as container:
        stream = container.streams.audio[0]
        start = float((stream.start_time or 0) * stream.time_base)
        container.seek(round((start + seconds) / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            began = frame.time if began is None else began
            heard.append(frame.to_ndarray().reshape(-1))
            if frame.time > seconds + 4:
                break
    early = round((seconds + start - began) * RATE)
    return np.concatenate(heard)[early:][: 3 * RATE]


@pytest.mark.parametrize(("seconds", "said"), [(2, 0.5), (60, 0.5), (400, 0.2), (1_500, 0.05)])
def test_each_entry_is_the_last_that_is_not_too_late(info: TrackInfo, seconds: float, said: float) -> None:
    stream = stream_of(encoded(info, hissing(seconds, said)))
    table, begins = stream[29:129], [0, *frame_ends(stream[XING_SIZE:])]
    frames = len(begins) - 1
    assert int.from_bytes(stream[21:25], "big") == frames
    for number, entry in enumerate(table):
        wanted = begins[number * frames // 100]
        assert entry * len(stream) / 256 <= wanted < (entry + 1) * len(stream) / 256


def test_ffmpeg_by_the_table_alone_never_misses_what_it_goes_to(info: TrackInfo) -> None:
    samples = hissing(400, 0.2)
    mp3 = encoded(info, samples)
    loud = np.flatnonzero(np.abs(samples) > 3_000)
    for place in np.random.default_rng(2).choice(loud, 25):
        start = max(0, int(place) / RATE - 0.25)
        sound = by_the_table(mp3, start).astype(float)
        reach = 20 * RATE
        first = max(0, round(start * RATE) - reach)
        around = samples[first : round(start * RATE) + reach].astype(float)
        likeness = np.fft.irfft(np.fft.rfft(around, 1 << 21) * np.conj(np.fft.rfft(sound, 1 << 21)))[: len(around)]
        heard = (first + int(np.argmax(likeness))) / RATE
        assert likeness.max() > 0.8 * np.sum(sound**2)
        assert heard < start + 2 * FRAME / RATE


def test_silence_is_of_the_smallest_frames_there_are(info: TrackInfo) -> None:
    stream = stream_of(encoded(info, hissing(300, 0.4)))[XING_SIZE:]
    ends = frame_ends(stream)
    frames = [stream[begin:end] for begin, end in pairwise([0, *ends])]
    assert {len(frame) for frame in frames if not any(frame[4:])} == {26}


def test_one_more_line_always_makes_a_track_larger(info: TrackInfo) -> None:
    word = hissing(5, 0.9, seed=3)[: RATE // 2]
    silence = np.zeros(5 * RATE, np.int16)
    sizes = [len(encoded(info, np.concatenate([word, silence] * lines))) for lines in range(1, 40)]
    more = np.diff(sizes)
    assert more.min() > 5 * 1_000  # five seconds of silence
    assert more.max() - more.min() < 600

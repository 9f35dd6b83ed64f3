"""A player that seeks by the seek table alone comes out where it says, and hears what everybody hears."""

from __future__ import annotations

from io import BytesIO

import av
import miniaudio
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nightcue.audio.encoders.mp3 import encode
from nightcue.audio.mp3 import seek_table
from nightcue.audio.mp3.frames import frame_ends
from nightcue.audio.mp3.silent_frames import SMALLEST, can_be_enlarged, enlarged, silent_frame
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


def by_the_table(mp3: bytes, seconds: float) -> Track:
    """Half a second of what ffmpeg plays from there, going by nothing but the seek table."""
    heard, began = [], None
    with av.open(BytesIO(mp3), options={"usetoc": "1"}) as container:
        stream = container.streams.audio[0]
        start = float((stream.start_time or 0) * stream.time_base)
        container.seek(round((start + seconds) / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            began = frame.time if began is None else began
            heard.append(frame.to_ndarray().reshape(-1))
            if frame.time > seconds + 1:
                break
    early = round((seconds + start - began) * RATE)
    return np.concatenate(heard)[early:][: RATE // 2]


def frame_at(ends: list[int], byte: int) -> int:
    return int(np.searchsorted(ends, byte, side="right"))


@pytest.mark.parametrize(("seconds", "said", "most"), [(60, 0.5, 0.3), (400, 0.2, 0.05), (1_500, 0.2, 0.05)])
def test_seeking_by_the_table_alone_comes_out_there(info: TrackInfo, seconds: float, said: float, most: float) -> None:
    samples = hissing(seconds, said)
    mp3 = encoded(info, samples)
    heard = np.flatnonzero(np.abs(samples) > 3_000)
    for place in np.random.default_rng(2).choice(heard, 25):
        start = max(0, int(place) / RATE - 0.25)
        sound = by_the_table(mp3, start)
        around = samples[max(0, round(start * RATE) - RATE) :][: 3 * RATE].astype(float)
        spectrum = np.fft.rfft(around, 1 << 17) * np.conj(np.fft.rfft(sound.astype(float), 1 << 17))
        likeness = np.fft.irfft(spectrum)[: len(around)]
        off = int(np.argmax(likeness)) - min(RATE, round(start * RATE))
        assert abs(off) / RATE < most
        assert likeness.max() > 0.8 * np.sum(sound.astype(float) ** 2)


def test_both_ways_of_counting_find_the_frame_of_each_point(info: TrackInfo) -> None:
    mp3 = encoded(info, hissing(600, 0.25))
    start = mp3.index(b"Xing") - 13
    stream = mp3[start:]
    table, ends = stream[29:129], frame_ends(stream[XING_SIZE:])
    assert int.from_bytes(stream[21:25], "big") == len(ends)
    assert len(stream) % 256 == 0
    for point in range(1, 100):
        byte = table[point] * len(stream) // 256
        frame = frame_at(ends, byte)
        assert abs(frame - seek_table.LATER - point * len(ends) / 100) <= 0.5
        if not any(stream[XING_SIZE + ends[frame - 1] + 4 : XING_SIZE + ends[frame]]):
            assert frame_at(ends, byte - XING_SIZE) == frame


def test_nothing_but_the_silent_frames_is_larger(info: TrackInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = hissing(300, 0.4)
    spaced = encoded(info, samples)
    monkeypatch.setattr(seek_table, "MOST_HELD", 100_000)
    plain = encoded(info, samples)
    assert len(plain) < len(spaced) < 1.3 * len(plain)
    for decode in (by_mpg123, by_dr_mp3):
        assert np.array_equal(decode(spaced), decode(plain))
        assert len(decode(spaced)) == len(samples)


def test_where_there_is_too_little_silence_the_track_stays_as_small_as_it_can_be(info: TrackInfo) -> None:
    samples = (np.random.default_rng(3).normal(0, 3_000, 40 * RATE)).astype(np.int16)
    mp3 = encoded(info, samples)
    start = mp3.index(b"Xing") - 13
    table = list(mp3[start + 29 : start + 129])
    assert int.from_bytes(mp3[start + 25 : start + 29], "big") == len(mp3) - start
    assert table == sorted(table)
    assert table[50] == pytest.approx(128, abs=3)


def by_mpg123(mp3: bytes) -> Track:
    return np.asarray(soundfile.read(BytesIO(mp3), dtype="int16")[0])


def by_dr_mp3(mp3: bytes) -> Track:
    return np.array(miniaudio.decode(mp3, nchannels=1, sample_rate=RATE).samples, np.int16)


@given(st.integers(0, 30_000))
def test_silent_frames_take_exactly_as_many_bytes_as_they_should(more: int) -> None:
    sizes = enlarged(more)
    assert sum(sizes) - len(sizes) * SMALLEST == more
    assert len(frame_ends(b"".join(map(silent_frame, sizes)))) == len(sizes)
    assert can_be_enlarged(len(sizes), more)
    assert not sizes or not can_be_enlarged(len(sizes) - 1, more)

"""An MP3 in segments: the same sound as an MP3 encoded in one go, and only what changed is encoded again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import miniaudio
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from nightcue.audio import segmenting
from nightcue.audio.encoders.mp3 import encode
from nightcue.audio.mp3 import segments
from nightcue.audio.mp3.frames import DECODER_DELAY, ENCODER_DELAY, frame_size
from nightcue.audio.mp3.lame import new_lame
from nightcue.audio.tags.track_info import TrackInfo

RATE = 22_050
Track = NDArray[np.int16]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for what is kept."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path))
    return tmp_path / "mp3"


@pytest.fixture
def encoded_samples(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many samples went through an encoder, one entry a fresh encoder."""
    counts: list[int] = []

    class Counting:
        def __init__(self) -> None:
            self.lame = new_lame()
            counts.append(0)

        def encode(self, pcm: bytes) -> bytes:
            counts[-1] += len(pcm) // 2
            return bytes(self.lame.encode(pcm))

        def flush(self) -> bytes:
            return bytes(self.lame.flush())

    monkeypatch.setattr(segments, "new_lame", Counting)
    return counts


def word(seed: int, seconds: float = 0.6) -> Track:
    """Something like a vowel with a hiss in it, starting and ending softly."""
    random, time = np.random.default_rng(seed), np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * (110 + 3 * seed) * n * time + n) / n for n in range(1, 12))
    wave = (wave + random.normal(0, 0.2, len(time))) * np.sin(np.pi * time / seconds) ** 0.5
    return np.asarray(wave * 3_000, np.int16)


def track(*sounds: tuple[int, Track], seconds: float = 30) -> Track:
    samples = np.zeros(round(seconds * RATE), np.int16)
    for start, sound in sounds:
        samples[start : start + len(sound)] = sound
    return samples


def encoded(info: TrackInfo, samples: Track, block: int = 65_536) -> bytes:
    file = BytesIO()
    encode(file, info, (samples[at : at + block] for at in range(0, len(samples), block)), len(samples), RATE)
    return file.getvalue()


def in_one_go(samples: Track) -> Track:
    """The samples through one encoder and one decoder, the delay taken off."""
    lame = new_lame()
    mp3 = bytes(lame.encode(samples.tobytes())) + bytes(lame.flush())
    decoded = np.array(miniaudio.decode(mp3, nchannels=1, sample_rate=RATE).samples, np.int16)
    return decoded[ENCODER_DELAY + DECODER_DELAY :][: len(samples)]


def by_mpg123(mp3: bytes) -> Track:
    return np.asarray(soundfile.read(BytesIO(mp3), dtype="int16")[0])


def by_dr_mp3(mp3: bytes) -> Track:
    return np.array(miniaudio.decode(mp3, nchannels=1, sample_rate=RATE).samples, np.int16)


def loudest_difference(one: Track, other: Track) -> float:
    """The level of the difference where it is largest, in dBFS: RMS over 20 ms."""
    length = min(len(one), len(other)) // 441 * 441
    difference = (one[:length].astype(float) - other[:length]).reshape(-1, 441) / 32768
    return float(10 * np.log10(np.mean(difference**2, axis=1).max() + 1e-12))


WORDS = track(
    (3_000, word(1)), (40_000, word(2, 2.5)), (120_777, word(1)), (140_000, word(3, 0.05)), (600_000, word(4))
)


@pytest.mark.parametrize("decode", [by_mpg123, by_dr_mp3])
def test_it_sounds_as_if_it_had_been_encoded_in_one_go(info: TrackInfo, decode: object) -> None:
    assert callable(decode)
    decoded, reference = decode(encoded(info, WORDS)), in_one_go(WORDS)
    assert len(decoded) == len(WORDS)
    assert loudest_difference(decoded, reference) < -50


def test_silence_between_sounds_is_exact_zeros(info: TrackInfo) -> None:
    decoded = by_mpg123(encoded(info, WORDS))
    assert not decoded[200_000:590_000].any()


@pytest.mark.parametrize("block", [601, 2_880, 4_001, 65_537])
def test_the_file_does_not_depend_on_the_blocks(info: TrackInfo, block: int) -> None:
    assert encoded(info, WORDS, block) == encoded(info, WORDS)


@pytest.mark.parametrize(
    "gap", [1, 575, segmenting.PARTING - 1, segmenting.PARTING, segmenting.PARTING + 1, 3 * segmenting.PARTING]
)
@pytest.mark.parametrize("start", [0, 1, 575, 576, 10_001])
def test_sounds_at_any_distance_and_place_come_out_whole(info: TrackInfo, gap: int, start: int) -> None:
    first = word(5)
    samples = track((start, first), (start + len(first) + gap, word(6)), seconds=4)
    decoded, reference = by_mpg123(encoded(info, samples)), in_one_go(samples)
    assert loudest_difference(decoded, reference) < -50


def test_sounds_as_near_as_can_be_do_not_run_into_each_other(info: TrackInfo) -> None:
    nearest = [segmenting.PARTING + odd for odd in range(0, 576, 37)]
    for length in range(12_000, 12_576, 37):
        sounds, at = [], 0
        for number, gap in enumerate(nearest):
            sounds.append((at, word(number)[:length]))
            at += length + gap
        samples = track(*sounds, seconds=13)
        assert loudest_difference(by_mpg123(encoded(info, samples)), in_one_go(samples)) < -50


def test_a_second_time_nothing_is_encoded(info: TrackInfo, encoded_samples: list[int]) -> None:
    first = encoded(info, WORDS)
    assert len(encoded_samples) == 5
    assert sum(encoded_samples) < 0.3 * len(WORDS)
    encoded_samples.clear()
    assert encoded(info, WORDS) == first
    assert encoded_samples == []


def test_an_edited_sound_is_the_only_one_that_is_encoded_again(info: TrackInfo, encoded_samples: list[int]) -> None:
    encoded(info, WORDS)
    encoded_samples.clear()
    edited = WORDS.copy()
    edited[40_000 : 40_000 + len(word(2, 2.5))] = 0
    edited[40_000 : 40_000 + len(word(9, 2))] = word(9, 2)
    encoded(info, edited)
    assert len(encoded_samples) == 1


def test_what_moves_by_whole_frames_is_not_encoded_again(info: TrackInfo, encoded_samples: list[int]) -> None:
    encoded(info, track((3_000, word(1)), (60_000, word(2))))
    encoded_samples.clear()
    encoded(info, track((3_000, word(1)), (60_000 + 576 * 7, word(2))))
    assert encoded_samples == []
    encoded(info, track((3_000, word(1)), (60_001, word(2))))
    assert len(encoded_samples) == 1


def test_a_sound_without_an_end_is_encoded_as_it_comes(
    info: TrackInfo, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmenting, "LONGEST", 2 * RATE)
    rain = np.random.default_rng(1).normal(0, 500, 8 * RATE).astype(np.int16)
    samples = track((5_000, rain), (5_000 + len(rain) + RATE, word(1)), seconds=12)
    mp3 = encoded(info, samples)
    assert encoded(info, samples, 601) == mp3
    assert len(list(kept.rglob("*.frames"))) == 1
    decoded, reference = by_mpg123(mp3), in_one_go(samples)
    assert loudest_difference(decoded, reference) < -50


@pytest.mark.parametrize("damage", [b"", b"garbage", b"nightcue kept 2\n" + bytes(500)])
def test_what_was_kept_and_is_damaged_is_made_again(info: TrackInfo, kept: Path, damage: bytes) -> None:
    whole = encoded(info, WORDS)
    for path in kept.rglob("*.frames"):
        path.write_bytes(damage)
    assert encoded(info, WORDS) == whole


def test_where_nothing_can_be_kept_the_file_is_the_same(
    info: TrackInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = encoded(info, WORDS)
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / "a-file"))
    assert encoded(info, WORDS) == whole


def test_seeking_by_the_table_comes_out_where_it_should(info: TrackInfo) -> None:
    samples = track(*((n * 4 * RATE, word(n, 2)) for n in range(15)), seconds=60)
    mp3 = encoded(info, samples)
    start = mp3.index(b"Xing") - 13
    table = mp3[start + 29 : start + 129]
    stream = len(mp3) - start
    for percent in range(0, 100, 5):
        frames = decoded_frames_before(mp3[start:], table[percent] * stream // 256)
        assert abs(frames * 576 / len(samples) - percent / 100) < 0.02


def decoded_frames_before(stream: bytes, position: int) -> int:
    """How many frames start before a byte of the stream."""
    at, frames = 0, 0
    while at < position:
        at += frame_size(stream[at : at + 4])
        frames += 1
    return frames

"""The floor of a track: faint noise where nothing sounds, as loud as asked in every format, and never in the way."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import miniaudio
import numpy as np
import pytest
import soundfile

from nightcue.audio.clip import SAMPLE_RATE as RATE
from nightcue.audio.encoders import FORMATS, encoder_for
from nightcue.audio.floor import over_floor
from nightcue.audio.mp3.floor_frames import floor_frames
from nightcue.audio.mp3.frames import SILENT_FRAME, frame_ends
from nightcue.audio.tags.track_info import TrackInfo
from reading_back import read_track

START = 5 * RATE


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path))


def track(seconds: float = 12) -> np.ndarray:
    """A second of something like a vowel, sounding from its first sample to its last, in the middle of silence."""
    samples = np.zeros(round(seconds * RATE), np.int16)
    time = np.arange(RATE) / RATE
    wave = sum(np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 12)) * np.sin(np.pi * time) ** 0.2
    samples[START : START + RATE] = 4_000 * wave
    return samples


def encoded(format: str, info: TrackInfo, samples: np.ndarray, floor: float | None) -> bytes:
    file = BytesIO()
    blocks = (samples[at : at + 65_536] for at in range(0, len(samples), 65_536))
    encoder_for(format, floor)(file, info, blocks, len(samples), RATE)
    return file.getvalue()


def by_mpg123(mp3: bytes) -> np.ndarray:
    return np.asarray(soundfile.read(BytesIO(mp3))[0])


def by_dr_mp3(mp3: bytes) -> np.ndarray:
    decoded = miniaudio.decode(mp3, nchannels=1, sample_rate=RATE, output_format=miniaudio.SampleFormat.FLOAT32)
    return np.array(decoded.samples, np.float64)


def level(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-20))


@pytest.mark.parametrize("format", FORMATS)
def test_silence_has_the_level_asked_for_in_every_format(format: str, info: TrackInfo) -> None:
    samples, rate = read_track(BytesIO(encoded(format, info, track(), -80)))
    wave = samples / 32768
    for quiet in (wave[rate // 5 : 4 * rate], wave[7 * rate : -rate // 5]):
        assert level(quiet) == pytest.approx(-80, abs=1)
        longest = max(map(len, np.split(quiet, np.flatnonzero(quiet) + 1)))
        assert longest < rate * 0.03  # no digital zero that lasts


@pytest.mark.parametrize("dbfs", [-90, -83.3, -80, -72.5, -60])
@pytest.mark.parametrize(("decode", "apart"), [(by_mpg123, 0.1), (by_dr_mp3, 0.7)])
def test_frames_have_the_level_asked_for_in_two_decoders(dbfs: float, decode: object, apart: float) -> None:
    assert callable(decode)
    # dr_mp3 decodes to whole samples of 16 bits, of which -90 dBFS is one
    assert level(decode(floor_frames(dbfs))[2_000:]) == pytest.approx(dbfs, abs=apart if dbfs < -85 else 0.2)


def test_a_floor_takes_no_byte_of_an_mp3(info: TrackInfo) -> None:
    assert len(encoded("mp3", info, track(), -80)) == len(encoded("mp3", info, track(), None))
    loop = floor_frames(-80)
    assert frame_ends(loop) == list(range(len(SILENT_FRAME), len(loop) + 1, len(SILENT_FRAME)))


def test_without_a_floor_silence_is_zeros(info: TrackInfo) -> None:
    assert not by_mpg123(encoded("mp3", info, track(), None))[: START - RATE].any()


@pytest.mark.parametrize("decode", [by_mpg123, by_dr_mp3])
def test_in_an_mp3_the_words_stay_as_they_are_where_they_are(info: TrackInfo, decode: object) -> None:
    assert callable(decode)
    silent, floored = (decode(encoded("mp3", info, track(), floor)) for floor in (None, -80))
    assert len(silent) == len(floored) == len(track())
    difference = np.abs(floored - silent)
    assert difference.max() < 10 ** (-65 / 20)  # the peaks of the noise itself, at the joins too
    assert not difference[START + 1_200 : START + RATE - 1_200].any()


def test_it_is_even_and_nothing_in_it_comes_round_again_within_the_loop() -> None:
    wave = by_mpg123(floor_frames(-80))[2_000:]
    tenths = [level(part) for part in np.array_split(wave, len(wave) // (RATE // 10))]
    assert np.std(tenths) < 0.7
    spectrum = np.abs(np.fft.rfft(wave, 2 * len(wave))) ** 2
    alike = np.fft.irfft(spectrum)[: len(wave)]
    assert np.abs(alike[RATE // 10 :]).max() < 0.05 * alike[0]  # noise of this length gives 0.03


def test_the_ear_has_no_tone_to_hold_on_to() -> None:
    wave = by_mpg123(floor_frames(-80))
    parts = wave[: len(wave) // 4_410 * 4_410].reshape(-1, 4_410) * np.hanning(4_410)
    power = np.mean(np.abs(np.fft.rfft(parts)) ** 2, axis=0)
    hertz = np.fft.rfftfreq(4_410, 1 / RATE)
    inside = power[(hertz > 120) & (hertz < 940)]
    assert inside.max() < 4 * np.median(inside)
    assert power[hertz > 1_200].sum() < 0.01 * power.sum()


def test_noise_is_mixed_under_what_sounds_and_never_wraps_around() -> None:
    loud = np.full(50_000, 32_767, np.int16)
    [floored] = over_floor([loud], -60, RATE)
    assert floored.min() > 32_000
    blocks = list(over_floor([loud[:7_000] * 0, loud[:43_000] * 0], -80, RATE))
    [whole] = over_floor([loud * 0], -80, RATE)
    assert np.array_equal(np.concatenate(blocks), whole)

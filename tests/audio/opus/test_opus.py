"""An Opus track: each sound encoded once and at its place, and between them next to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from nightcue.audio.clip import SAMPLE_RATE as RATE
from nightcue.audio.encoders import encoder_for
from nightcue.audio.opus import segments
from nightcue.audio.opus.packets import Packets, packets_of
from nightcue.audio.tags.track_info import TrackInfo
from reading_back import read_track


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path))


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> list[Packets]:
    """Every encoder that is begun."""
    begun: list[Packets] = []

    class Noted(Packets):
        def __init__(self) -> None:
            super().__init__()
            begun.append(self)

    monkeypatch.setattr(segments, "Packets", Noted)
    return begun


def vowel(seconds: float = 0.7, pitch: float = 120) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * pitch * n * (time + 0.02 * time**2)) / n for n in range(1, 20))
    return np.asarray(5_000 * wave * np.sin(np.pi * time / seconds) ** 0.3, np.int16)


def track(starts: list[int], seconds: float, sound: np.ndarray) -> np.ndarray:
    samples = np.zeros(round(seconds * RATE), np.int16)
    for start in starts:
        samples[start : start + len(sound)] = sound
    return samples


def blocks_of(samples: np.ndarray, size: int) -> Iterator[np.ndarray]:
    return (samples[at : at + size] for at in range(0, len(samples), size))


def encoded(samples: np.ndarray, info: TrackInfo, floor: float | None = -80, size: int = 65_536) -> bytes:
    file = BytesIO()
    encoder_for("opus", floor)(file, info, blocks_of(samples, size), len(samples), RATE)
    return file.getvalue()


@pytest.mark.parametrize("start", [0, 1, 440, 441, 30_000, 77_777])
@pytest.mark.parametrize("floor", [-80, None])
def test_a_sound_is_heard_at_its_very_place(start: int, floor: float | None, info: TrackInfo) -> None:
    import soxr

    sound = vowel()
    decoded, rate = read_track(BytesIO(encoded(track([start, start + 40_001], 7, sound), info, floor)))
    heard = soxr.resample(decoded.astype(np.float64), rate, RATE)
    for place in (start, start + 40_001):
        around = np.concatenate([np.zeros(100), heard])[place : place + len(sound) + 200]
        likeness = np.correlate(around, sound.astype(np.float64), "valid")
        assert abs(int(likeness.argmax()) - 100) <= 2  # 0.1 ms


def test_what_comes_again_at_the_same_place_within_a_packet_is_encoded_once(
    info: TrackInfo, encoders: list[Packets]
) -> None:
    samples = track([44_100, 44_100 + 441 * 100, 44_100 + 441 * 300], 15, vowel())
    first = encoded(samples, info)
    again = encoded(samples, info)
    assert first == again
    assert 1 <= len(encoders) <= 3  # as many as are begun before the first is kept
    before = len(encoders)
    encoded(track([441 * 7], 3, vowel()), info)
    assert len(encoders) == before


def test_the_packets_are_the_same_whatever_the_blocks_are(info: TrackInfo) -> None:
    samples = track([5_000, 60_000], 5, vowel())
    assert len({encoded(samples, info, size=size) for size in (1_000, 4_410, 65_536, 10**6)}) == 1


def test_silence_takes_next_to_nothing_and_speech_24_kbit_a_second(info: TrackInfo) -> None:
    packets = packets_of(encoded(track([RATE], 60, vowel(5)), info))[2:]
    assert len(packets) == pytest.approx(60 * 50, abs=1)
    silent = [len(packet) for packet in packets[8 * 50 :]]
    assert max(silent) <= 5
    spoken = sum(map(len, packets[RATE // 441 : RATE // 441 + 5 * 50])) * 8 / 5
    assert 15_000 < spoken < 36_000


def test_a_sound_without_a_pause_for_minutes_is_encoded_as_it_comes(info: TrackInfo, encoders: list[Packets]) -> None:
    samples = np.tile(vowel(10), 7)  # 70 s, longer than what is held
    decoded, rate = read_track(BytesIO(encoded(samples, info)))
    assert len(encoders) == 1
    assert len(decoded) / rate == pytest.approx(70, abs=0.001)
    assert np.abs(decoded[-rate:].astype(float)).max() > 2_000


def test_a_rate_that_packets_of_20_ms_do_not_fit_is_refused(info: TrackInfo) -> None:
    with pytest.raises(ValueError, match="22050"):
        encoder_for("opus")(BytesIO(), info, [np.zeros(100, np.int16)], 100, 44_100)

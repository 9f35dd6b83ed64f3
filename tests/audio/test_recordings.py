import os
from pathlib import Path

import lameenc
import numpy as np
import pytest
import soundfile

from nightcue.audio import recordings
from nightcue.audio.errors import SoundError
from nightcue.audio.mp3.frames import frame_size
from nightcue.audio.recordings import read_recording

SECOND = np.arange(44_100) / 44_100
TONE = 0.3 * np.sin(2 * np.pi * 500 * SECOND)


def write(path: Path, samples: np.ndarray, rate: int = 44_100, subtype: str | None = None) -> Path:
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3"])
def test_recordings_become_mono_clips_of_the_asked_rate(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"voice.{suffix}", np.stack([TONE, TONE / 3], axis=1))
    clip = read_recording(path, 22_050)
    assert (clip.rate, clip.samples.dtype, clip.samples.ndim) == (22_050, np.int16, 1)
    assert abs(len(clip) - 22_050) <= 1
    assert np.argmax(np.abs(np.fft.rfft(clip.samples, 22_050))) == 500
    assert np.abs(clip.samples[2_000:-2_000]).max() == pytest.approx(0.2 * 32768, rel=0.03)


def test_a_recording_of_the_right_rate_keeps_its_samples_between_the_fades(tmp_path: Path) -> None:
    samples = np.random.default_rng(3).integers(-9_000, 9_000, 500_000).astype(np.int16)
    clip = read_recording(write(tmp_path / "a.wav", samples, 22_050))
    assert np.array_equal(clip.samples[110:-110], samples[110:-110])
    assert clip.samples[0] == clip.samples[-1] == 0


def test_resampling_over_many_blocks_leaves_no_seam(tmp_path: Path) -> None:
    time = np.arange(44_100 * 14) / 44_100
    clip = read_recording(write(tmp_path / "a.wav", 0.5 * np.sin(2 * np.pi * 100 * time)))
    expected = 0.5 * 32768 * np.sin(2 * np.pi * 100 * np.arange(len(clip)) / 22_050)
    assert np.abs(clip.samples - expected)[300:-300].max() < 3


def test_samples_beyond_full_scale_saturate(tmp_path: Path) -> None:
    clip = read_recording(write(tmp_path / "a.wav", np.full(4_000, 7.0), 22_050, "FLOAT"))
    assert np.all(clip.samples[200:-200] == 32767)


def test_two_hundred_channels_are_read(tmp_path: Path) -> None:
    assert len(read_recording(write(tmp_path / "a.wav", np.zeros((3_000, 200)), 22_050))) == 3_000


def assert_refused(path: Path, reason: str) -> None:
    with pytest.raises(SoundError, match=reason) as caught:
        read_recording(path)
    assert str(path) in str(caught.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    assert_refused(tmp_path / "missing.wav", "no such file")
    assert_refused(tmp_path / ("long" * 100), "cannot be read: File name too long")
    assert_refused(tmp_path, "folder")
    assert_refused(tmp_path / "pipe.wav", "device")


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.raw", "a"])
@pytest.mark.parametrize("content", [b"", b"RIFF", b"these are words, not sound " * 400, bytes(9_000)])
def test_what_is_no_sound_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert_refused(path, "not a sound file")


@pytest.mark.parametrize("suffix", ["flac", "ogg"])
def test_damage_within_is_refused(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a.{suffix}", np.random.default_rng(2).uniform(-0.5, 0.5, 44_100))
    content = bytearray(path.read_bytes())
    content[len(content) // 4 :: 97] = bytes(len(content[len(content) // 4 :: 97]))
    path.write_bytes(content)
    assert_refused(path, "damaged|cut short")


def test_no_sample_at_all_is_refused(tmp_path: Path) -> None:
    assert_refused(write(tmp_path / "a.wav", np.zeros(0)), "holds no sound")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused(tmp_path: Path, bad: float) -> None:
    assert_refused(write(tmp_path / "a.wav", np.array([0.0, 0.1, bad]), subtype="FLOAT"), "not finite")


def test_an_hour_is_read_and_a_second_more_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_recording(write(tmp_path / "a.wav", np.zeros(4_000 * 3_600, np.int16), 4_000), 4_000).seconds == 3_600
    longer = write(tmp_path / "b.wav", np.zeros(4_000 * 3_601, np.int16), 4_000)
    monkeypatch.delattr(soundfile.SoundFile, "read")
    assert_refused(longer, "longer than 60 minutes")


def headless_mp3(parts: list[np.ndarray]) -> bytes:
    """An MP3 of variable bit rate that nowhere says how long it is."""
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(1)
    lame.set_in_sample_rate(22_050)
    lame.set_out_sample_rate(22_050)
    lame.set_vbr(4)
    lame.set_vbr_quality(4)
    return b"".join(bytes(lame.encode(part.astype("<i2").tobytes())) for part in parts) + bytes(lame.flush())


LOUD = np.random.default_rng(4).integers(-9_000, 9_000, 22_050 * 5)
QUIET = np.zeros(22_050 * 30, np.int16)


def test_an_mp3_that_seems_longer_than_it_is_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "LONGEST", 60)
    path = tmp_path / "a.mp3"
    path.write_bytes(headless_mp3([QUIET] + [LOUD] * 4))
    assert soundfile.info(path).duration > 60
    assert read_recording(path).seconds == pytest.approx(50, abs=0.2)


def test_an_mp3_that_seems_shorter_than_it_is_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    content = headless_mp3([LOUD, QUIET])
    for _ in range(20):
        content = content[frame_size(content[:4]) :]
    path.write_bytes(content)
    assert soundfile.info(path).duration < 30
    assert read_recording(path).seconds == pytest.approx(34.5, abs=0.2)


def test_an_mp3_has_the_same_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "LONGEST", 60)
    path = tmp_path / "a.mp3"
    path.write_bytes(headless_mp3([QUIET] * 3))
    assert_refused(path, "longer than 1 minutes")


def test_an_impossible_rate_is_refused(tmp_path: Path) -> None:
    assert_refused(write(tmp_path / "a.wav", np.zeros(3_000), 1), "no usual rate")

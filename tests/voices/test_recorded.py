from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from nightcue.audio.errors import SoundError
from nightcue.audio.loudness import loudness_of, true_peak_of
from nightcue.voices import recorded
from nightcue.voices.cache import ClipCache
from nightcue.voices.recorded import RecordingFolder, line_id, recorded_clip

RATE = 22_050
LINE = "Hold for 25 seconds."
ID = "hold-for-25-seconds-a24b4c"


def tone(seconds: float, level: float = 0.1, rate: int = RATE) -> np.ndarray:
    return level * np.sin(2 * np.pi * 300 * np.arange(round(seconds * rate)) / rate)


def room(seconds: float, level: float = 0.001) -> np.ndarray:
    """The noise of a room, most of it low."""
    noise = np.random.default_rng(5).normal(0, 1, round(seconds * RATE))
    low = np.convolve(noise, np.ones(20) / 20, mode="same")
    return level * low / low.std()


def write(path: Path, samples: np.ndarray, rate: int = RATE, subtype: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "clips")


def test_the_id_of_a_line_is_the_same_today_and_everywhere() -> None:
    assert line_id(LINE) == ID
    assert line_id("¿Tienes hinchazón, o una herida?") == "tienes-hinchazon-o-una-herida-9be9df"
    assert line_id("Don’t push.") == "dont-push-8f5ff8"
    assert line_id("足") == "line-5b76d0"


def test_two_spellings_of_what_is_heard_have_one_id() -> None:
    line = "Ponte de pie, señor."
    assert line_id(f"  {unicodedata.normalize('NFD', line)}\n") == line_id(line)


def test_lines_that_begin_alike_have_ids_of_their_own() -> None:
    begin = "Keep breathing slowly, in and out, and now "
    assert line_id(begin + "rest.") != line_id(begin + "stretch.")
    assert line_id("Rest.") != line_id("Rest!")


@given(st.text())
def test_the_id_of_any_line_is_a_safe_file_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{6}", line_id(text))
    assert len(line_id(text)) <= 37


@pytest.mark.parametrize("name", [f"{ID}.wav", f"{ID}.FLAC", f"{ID.upper()}.Mp3", f"{ID.title()}.ogg"])
def test_a_recording_is_found_in_any_case(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert RecordingFolder(tmp_path).find(LINE) == tmp_path / name


def test_folders_hidden_files_and_other_things_are_no_recordings(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.wav").mkdir()
    for name in (f"._{ID}.wav", f"{ID}.txt", ID, ".DS_Store"):
        (tmp_path / name).touch()
    folder = RecordingFolder(tmp_path)
    assert folder.find(LINE) is None
    assert folder.strays([]) == []


def test_a_link_to_a_recording_elsewhere_is_one(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere/a.wav", tone(1))
    (tmp_path / "here").mkdir()
    (tmp_path / f"here/{ID}.wav").symlink_to(tmp_path / "elsewhere/a.wav")
    assert RecordingFolder(tmp_path / "here").find(LINE) == tmp_path / f"here/{ID}.wav"


def test_two_recordings_of_one_line_are_refused_and_both_named(tmp_path: Path) -> None:
    for name in (f"{ID}.wav", f"{ID.upper()}.mp3"):
        (tmp_path / name).touch()
    with pytest.raises(SoundError, match=r"a24b4c\.wav.*keep one") as caught:
        RecordingFolder(tmp_path).find(LINE)
    assert f"{ID.upper()}.mp3" in str(caught.value)


def test_what_a_phone_saved_is_the_line_unless_it_was_saved_again(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.m4a").touch()
    assert RecordingFolder(tmp_path).find(LINE) == tmp_path / f"{ID}.m4a"
    (tmp_path / f"{ID}.wav").touch()
    assert RecordingFolder(tmp_path).find(LINE) == tmp_path / f"{ID}.wav"


def test_files_that_fit_no_line_are_strays(tmp_path: Path) -> None:
    for name in (f"{ID}.wav", "hold-for-20-seconds-a24b4c.wav", "zz.M4A", "notes.txt"):
        (tmp_path / name).touch()
    strays = RecordingFolder(tmp_path).strays([LINE, "Rest."])
    assert [path.name for path in strays] == ["hold-for-20-seconds-a24b4c.wav", "zz.M4A"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SoundError, match=r"missing: there is no such folder"):
        RecordingFolder(tmp_path / "missing")
    with pytest.raises(SoundError, match=r"file: this is a file"):
        RecordingFolder(tmp_path / "file")

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(SoundError, match=re.escape(f"{tmp_path}: cannot be read: Permission denied")):
        RecordingFolder(tmp_path)


@pytest.mark.parametrize("level", [0.01, 0.1, 0.9])
def test_quiet_and_loud_recordings_come_out_equally_loud(tmp_path: Path, cache: ClipCache, level: float) -> None:
    clip = recorded_clip(write(tmp_path / "a.wav", tone(2, level)), -20, cache, trimmed=True)
    assert loudness_of(clip) == pytest.approx(-20, abs=0.3)
    assert true_peak_of(clip) < -3
    assert clip.samples[0] == clip.samples[-1] == 0


def test_what_comes_before_and_after_the_words_is_cut_off_although_a_room_is_never_silent(
    tmp_path: Path, cache: ClipCache
) -> None:
    said = np.concatenate([tone(0.5), np.zeros(RATE // 5), tone(0.4, 0.05)])
    noisy = np.concatenate([np.zeros(RATE), said, np.zeros(RATE)]) + room(3.1, 0.005)
    clip = recorded_clip(write(tmp_path / "a.wav", noisy), -20, cache, trimmed=True)
    assert clip.seconds == pytest.approx(1.1 + 2 * recorded.KEPT_MS / 1000, abs=0.03)


def test_a_tap_on_the_button_is_no_word(tmp_path: Path, cache: ClipCache) -> None:
    taps = np.concatenate([np.zeros(RATE), tone(0.6), np.zeros(RATE)]) + room(2.6)
    for at in (2_000, len(taps) - 3_000):
        taps[at : at + 600] += 0.5 * np.random.default_rng(2).normal(0, 1, 600) * np.exp(-np.arange(600) / 150)
    clip = recorded_clip(write(tmp_path / "a.wav", taps.clip(-1, 1)), -20, cache, trimmed=True)
    assert clip.seconds == pytest.approx(0.6 + 2 * recorded.KEPT_MS / 1000, abs=0.03)


def test_a_soft_end_stays_when_nothing_was_left_around_the_words(tmp_path: Path, cache: ClipCache) -> None:
    clip = recorded_clip(
        write(tmp_path / "a.wav", np.concatenate([tone(0.5), tone(0.3, 0.004)])), -20, cache, trimmed=True
    )
    assert clip.seconds == pytest.approx(0.8, abs=0.01)


def test_an_audio_step_is_played_as_it_is_and_has_its_hour(tmp_path: Path, cache: ClipCache) -> None:
    around = np.concatenate([np.zeros(RATE), tone(1), np.zeros(RATE)])
    assert recorded_clip(write(tmp_path / "a.wav", around), -20, cache, trimmed=False).seconds == 3
    long = write(tmp_path / "b.wav", tone(recorded.LONGEST_LINE + 1, rate=4_000), 4_000)
    assert recorded_clip(long, -20, cache, trimmed=False).seconds == pytest.approx(recorded.LONGEST_LINE + 1)
    with pytest.raises(SoundError, match=r"b\.wav: longer than 5 minutes"):
        recorded_clip(long, -20, cache, trimmed=True)


def test_192_khz_and_six_channels_are_read(tmp_path: Path, cache: ClipCache) -> None:
    sound = np.stack([tone(1, rate=192_000)] * 6, axis=1)
    clip = recorded_clip(write(tmp_path / "a.flac", sound, 192_000), -20, cache, trimmed=True)
    assert (clip.rate, clip.seconds) == (RATE, pytest.approx(1, abs=0.03))


@pytest.mark.parametrize("samples", [np.zeros(RATE), room(2, 0.0005), np.zeros(3)], ids=["silence", "room", "short"])
@pytest.mark.parametrize("trimmed", [True, False])
def test_a_recording_of_nothing_is_refused(
    tmp_path: Path, cache: ClipCache, samples: np.ndarray, trimmed: bool
) -> None:
    path = write(tmp_path / "a.wav", samples)
    for _ in range(2):
        with pytest.raises(SoundError, match=r"a\.wav: nothing can be heard"):
            recorded_clip(path, -20, cache, trimmed=trimmed)


def test_what_is_no_sound_file_is_refused_without_waiting(tmp_path: Path, cache: ClipCache) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "words.wav").write_text("words", encoding="utf-8")
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nowhere.wav")
    for name, reason in (("pipe", "a device"), ("words", "not a sound file"), ("gone", "no such file")):
        with pytest.raises(SoundError, match=rf"{name}\.wav: .*{reason}"):
            recorded_clip(tmp_path / f"{name}.wav", -20, cache, trimmed=True)


def test_a_recording_is_read_again_only_when_something_changed(
    tmp_path: Path, cache: ClipCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def counted(path: Path) -> object:
        read.append(path)
        return read_recording(path)

    read_recording = recorded.read_recording
    monkeypatch.setattr(recorded, "read_recording", counted)
    path = write(tmp_path / "a.wav", np.concatenate([tone(1), np.zeros(RATE)]))

    def clip(lufs: float = -20, trimmed: bool = True) -> np.ndarray:
        return recorded_clip(path, lufs, cache, trimmed=trimmed).samples

    first = clip()
    assert np.array_equal(clip(), first)
    assert len(read) == 1
    path.rename(tmp_path / "b.wav").rename(path)
    assert len(clip()) == len(first)
    assert len(read) == 1
    assert len(clip(trimmed=False)) > len(first)
    assert np.abs(clip(lufs=-26)).max() < np.abs(first).max()
    write(path, tone(2))
    assert len(clip()) == pytest.approx(2 * RATE, abs=600)
    assert len(read) == 4

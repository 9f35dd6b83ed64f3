from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import memory
from nightcue.audio.clip import Clip
from nightcue.audio.encoders import FORMATS
from nightcue.audio.errors import OutputError
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.audio.track import write_track
from reading_back import read_track

pytestmark = pytest.mark.once


@pytest.fixture
def limit_file_size() -> Iterator:
    """Makes the system refuse to let any file grow beyond so many bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("format", FORMATS)
def test_a_track_appears_whole_in_a_folder_made_for_it(
    tmp_path: Path, info: TrackInfo, noise: Clip, format: str
) -> None:
    path = tmp_path / "audio_out" / "new" / f"bedtime.en.{format}"
    write_track(path, format, info, [noise.samples[:9_000], noise.samples[9_000:]], len(noise))
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    samples, rate = read_track(path)
    assert len(samples) / rate == pytest.approx(1, abs=0.001)


def test_others_may_read_it_as_any_new_file(tmp_path: Path, info: TrackInfo, noise: Clip) -> None:
    write_track(tmp_path / "a.wav", "wav", info, [noise.samples], len(noise))
    (tmp_path / "other").touch()
    assert (tmp_path / "a.wav").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_while_writing_there_is_only_a_hidden_file_beside_the_old_one(
    tmp_path: Path, info: TrackInfo, noise: Clip
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    seen = []

    def blocks() -> Iterator[np.ndarray]:
        yield noise.samples
        seen.extend(sorted(entry.name for entry in tmp_path.iterdir()))
        assert path.read_bytes() == b"old"

    write_track(path, "mp3", info, blocks(), len(noise))
    assert seen[0].startswith(".a.mp3.")
    assert seen[1:] == ["a.mp3"]
    assert path.read_bytes() != b"old"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("problem", [RuntimeError, KeyboardInterrupt])
def test_whatever_goes_wrong_the_old_file_stays(
    tmp_path: Path, info: TrackInfo, noise: Clip, format: str, problem: type[BaseException]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def blocks() -> Iterator[np.ndarray]:
        yield noise.samples
        raise problem

    with pytest.raises(problem):
        write_track(path, format, info, blocks(), 2 * len(noise))
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a", b"old")]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.97])
def test_a_file_that_cannot_grow_is_an_output_error(
    tmp_path: Path, info: TrackInfo, noise: Clip, limit_file_size, format: str, share: float
) -> None:
    path = tmp_path / f"a.{format}"
    write_track(path, format, info, [noise.samples], len(noise))
    whole = path.read_bytes()
    limit_file_size(int(len(whole) * share))
    with pytest.raises(OutputError, match="File too large") as caught:
        write_track(path, format, info, [noise.samples], len(noise))
    assert str(path) in str(caught.value)
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [(path.name, whole)]


def test_a_full_disk_is_named(tmp_path: Path, info: TrackInfo, noise: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_track(tmp_path / "a.wav", "wav", info, [noise.samples], len(noise))
    assert not list(tmp_path.iterdir())


def test_places_that_cannot_hold_a_track(tmp_path: Path, info: TrackInfo, noise: Clip) -> None:
    (tmp_path / "file").write_text("in the way")
    os.mkfifo(tmp_path / "pipe")
    cases = {
        tmp_path: "it is a folder",
        Path(): "it is a folder",
        tmp_path / "pipe": "a device or a pipe is there",
        tmp_path / "file" / "a.mp3": "is a file, and no folder",
        tmp_path / "file" / "deeper" / "a.mp3": "is a file, and no folder",
        tmp_path / ("n" * 300): "File name too long",
        Path("/proc/nightcue/a.mp3"): "No such file|not permitted|denied",
    }
    for path, reason in cases.items():
        with pytest.raises(OutputError, match=reason) as caught:
            write_track(path, "mp3", info, [noise.samples], len(noise))
        assert str(path) in str(caught.value)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "pipe"]


@pytest.mark.parametrize("length", [22_049, 22_051])
def test_blocks_must_add_up_to_the_length(tmp_path: Path, info: TrackInfo, noise: Clip, length: int) -> None:
    with pytest.raises(ValueError, match="22050 samples for a track of"):
        write_track(tmp_path / "a.wav", "wav", info, [noise.samples], length)
    assert not list(tmp_path.iterdir())


def test_no_samples_and_no_such_format(tmp_path: Path, info: TrackInfo) -> None:
    with pytest.raises(ValueError, match="0 samples"):
        write_track(tmp_path / "a.wav", "wav", info, [], 0)
    with pytest.raises(ValueError, match="unknown format"):
        write_track(tmp_path / "a.aac", "aac", info, [], 1)


KILLED = """
import os, signal, sys
from pathlib import Path
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.audio.track import write_track
blocks = (os.kill(os.getpid(), signal.SIGKILL) for _ in range(1))
write_track(Path(sys.argv[1]), "wav", TrackInfo("t", "a", "en", "c", (), (), 1.0), blocks, 1)
"""


def test_what_a_killed_build_left_goes_with_the_next_track_but_not_what_another_build_writes(
    tmp_path: Path, info: TrackInfo, noise: Clip
) -> None:
    path = tmp_path / "a.wav"
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert len(list(tmp_path.glob(".a.wav.*.part"))) == 1

    def blocks() -> Iterator[np.ndarray]:
        yield noise.samples[:9_000]
        assert len(list(tmp_path.iterdir())) == 1
        write_track(path, "wav", info, [noise.samples], len(noise))
        yield noise.samples[9_000:]

    write_track(path, "wav", info, blocks(), len(noise))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.wav"]


TESTS = str(Path(memory.__file__).parent)
MEASURE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[-1])
from memory import peak
from nightcue.audio.chimes import draw_chime
from nightcue.audio.mixing import Placement, mix
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.audio.track import write_track
minute, minutes = 60 * 22_050, int(sys.argv[1])
placements = [Placement(n * minute, draw_chime("soft")) for n in range(10)]
info = TrackInfo("t", "a", "en", "c", (), (), 60.0 * minutes)
write_track(Path(sys.argv[2]), sys.argv[3], info, mix(placements, minutes * minute), minutes * minute)
print(peak())
"""


@pytest.mark.parametrize(("format", "minutes"), [("mp3", 100), ("flac", 200), ("m4a", 40)])
def test_peak_memory_does_not_grow_with_the_track(tmp_path: Path, format: str, minutes: int) -> None:
    def peak(length: int) -> int:
        command = [sys.executable, "-c", MEASURE, str(length), str(tmp_path / "track"), format, TESTS]
        return int(subprocess.check_output(command, text=True)) * 1024

    assert peak(minutes) - peak(10) < 16_000_000

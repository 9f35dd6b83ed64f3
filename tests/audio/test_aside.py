"""Clips put aside: they sound the same, and many of them hold no memory, wherever the file can be written."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from nightcue.audio import aside
from nightcue.audio.aside import Aside
from nightcue.audio.clip import Clip
from nightcue.audio.mixing import Placement, mix

FULL = Path("/dev/full")


def noise(seed, length=5_000):
    return Clip(np.random.default_rng(seed).integers(-9_000, 9_000, length).astype(np.int16), 22_050)


class Filling:
    """A file on a disk that takes only a part of what is written, and then is full."""

    def __init__(self, file):
        self.seek, self.read, self._file = file.seek, file.read, file

    def write(self, content):
        return self._file.write(content[:100])


@pytest.fixture
def little_room(monkeypatch):
    """Room in memory for two of those clips."""
    monkeypatch.setattr(aside, "HELD", 20_000)


def test_the_first_stay_in_memory_and_the_others_hold_none_and_all_sound_the_same(tmp_path, little_room):
    clips = [noise(seed, 5_000 - seed) for seed in range(10)]
    keeping = Aside(tmp_path)
    put = [keeping.put(clip) for clip in clips]
    assert [each.held > 0 for each in put] == [True] * 2 + [False] * 8
    for one, other in zip(clips, put, strict=True):
        assert (len(other), other.rate, other.seconds) == (len(one), one.rate, one.seconds)
        assert np.array_equal(other.samples, one.samples)
    places = range(0, 60_000, 6_000)
    plain, read = (
        np.concatenate([*mix([Placement(start, clip) for start, clip in zip(places, of, strict=True)], 60_000, 1_000)])
        for of in (clips, put)
    )
    assert np.array_equal(plain, read)


def test_an_ordinary_number_of_clips_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(aside, "nameless_file", lambda *_, **__: pytest.fail("a file was made"))
    keeping = Aside(tmp_path)
    clips = [noise(seed) for seed in range(20)]
    assert [keeping.put(clip) for clip in clips] == clips


def test_many_threads_put_and_read_at_once(tmp_path, little_room):
    keeping = Aside(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        put = [*threads.map(lambda seed: keeping.put(noise(seed)), range(200))]
        read = [*threads.map(lambda clip: clip.samples, put)]
    assert all(np.array_equal(samples, noise(seed).samples) for seed, samples in enumerate(read))


def test_where_the_cache_cannot_be_written_it_lies_among_the_temporary_files(tmp_path, little_room):
    keeping = Aside(tmp_path / "not there")
    put = [keeping.put(noise(seed)) for seed in range(5)]
    assert [each.held > 0 for each in put] == [True] * 2 + [False] * 3
    assert np.array_equal(put[4].samples, noise(4).samples)


@pytest.mark.skipif(not FULL.exists(), reason="a disk that is always full is Linux's")
def test_where_nothing_can_be_written_all_stay_in_memory(tmp_path, little_room, monkeypatch):
    monkeypatch.setattr(aside, "nameless_file", lambda *_, **__: FULL.open("w+b", buffering=0))
    keeping = Aside(tmp_path)
    clips = [noise(seed) for seed in range(5)]
    assert [keeping.put(clip) for clip in clips] == clips


def test_a_disk_that_is_full_later_leaves_what_is_put_aside_already(tmp_path, little_room, monkeypatch):
    keeping = Aside(tmp_path)
    put = [keeping.put(noise(seed)) for seed in range(4)]
    monkeypatch.setattr(keeping._file, "_file", Filling(keeping._file._file))
    put += [keeping.put(noise(seed)) for seed in range(4, 8)]
    assert [each.held > 0 for each in put] == [True, True, False, False, True, True, True, True]
    assert all(np.array_equal(each.samples, noise(seed).samples) for seed, each in enumerate(put))


def test_the_file_is_gone_with_its_clips(tmp_path, little_room):
    keeping = Aside(tmp_path)
    put = [keeping.put(noise(seed)) for seed in range(5)]
    file = keeping._file._file
    assert [*tmp_path.iterdir()] == []
    del keeping
    assert len(put[4].samples) == 5_000
    del put
    gc.collect()
    assert file.closed

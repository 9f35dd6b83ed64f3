"""What is kept: found again, held to a limit, the longest unused gone first, and never in the way."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nightcue.storage import eviction
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.eviction import entries_of, keep_within_limit

DAY, SIZE = 86_400, 10_000


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder with room for ten entries, of which there is a look after every one that is written."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(eviction, "LIMIT", 11 * SIZE)
    monkeypatch.setattr(eviction, "_BETWEEN", SIZE)
    return tmp_path / "cache"


@pytest.fixture
def keep(root: Path) -> Callable[..., str]:
    """Keep an entry, used so many seconds ago; returns its key."""

    def call(name: object, age: float = 0, kind: str = "clips") -> str:
        key = hashlib.sha256(str(name).encode()).hexdigest()
        store = DiskCache(root / kind, "clip")
        store.store(key, bytes(SIZE - 48))
        if age:
            os.utime(store.path(key), (time.time() - age,) * 2)
        return key

    return call


def kept(root: Path) -> set[str]:
    return {entry.path.parent.name + entry.path.stem for kind in eviction.KINDS for entry in entries_of(root, kind)}


def test_what_was_used_longest_ago_goes_first_whatever_its_kind(root: Path, keep: Callable[..., str]) -> None:
    kinds = ("clips", "mp3")
    old = [keep(n, age=(20 - n) * DAY, kind=kinds[n % 2]) for n in range(15)]
    assert kept(root) == set(old[-10:])
    new = keep("new")
    assert kept(root) == {*old[-9:], new}


def test_reading_an_entry_saves_it(root: Path, keep: Callable[..., str]) -> None:
    old = [keep(n, age=(20 - n) * DAY) for n in range(10)]
    assert DiskCache(root / "clips", "clip").load(old[0]) is not None
    keep("new")
    assert old[0] in kept(root)
    assert old[1] not in kept(root)


def test_what_is_in_use_stays_even_beyond_the_limit(root: Path, keep: Callable[..., str]) -> None:
    assert kept(root) == set()
    keys = {keep(n) for n in range(14)}
    assert kept(root) == keys


def test_with_a_clock_that_was_put_back_what_was_just_written_stays(root: Path, keep: Callable[..., str]) -> None:
    ahead = [keep(n, age=-(400 - n) * DAY) for n in range(10)]
    yesterday = keep("yesterday", age=DAY)
    now = [keep(("now", n)) for n in range(4)]
    assert kept(root) == {*now, yesterday, *ahead[:5]}


def test_one_that_was_used_since_it_was_looked_at_stays(root: Path, keep: Callable[..., str]) -> None:
    key = keep("a", age=DAY)
    (seen,) = entries_of(root, "clips")
    DiskCache(root / "clips", "clip").load(key)
    seen.remove()
    assert kept(root) == {key}


def test_there_is_a_look_only_after_so_much_is_written(
    root: Path, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []
    monkeypatch.setattr(eviction, "_BETWEEN", 40 * 4096)
    monkeypatch.setattr(eviction, "_trim", looks.append)
    for n in range(50):  # of three blocks each
        keep(n)
    assert looks == [root] * 3


def test_what_is_not_of_nightcue_is_never_deleted(root: Path, keep: Callable[..., str]) -> None:
    others = [root / "mp3" / "song.mp3", root / "mp3" / "ab" / "song.mp3", root / "clips" / "song.mp3.part"]
    for other in others:
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(bytes(20 * SIZE))
        os.utime(other, (0, 0))
    keep("old", age=DAY)
    keep("new")
    eviction.clear(root)
    assert sorted(path for path in root.rglob("*") if path.is_file()) == sorted(others)


@pytest.mark.parametrize("spoil", ["folder", "garbage", "missing"])
def test_a_counter_that_is_no_counter_stops_nothing(root: Path, keep: Callable[..., str], spoil: str) -> None:
    counter = root / "written"
    key = keep("a")
    counter.unlink(missing_ok=True)
    if spoil == "folder":
        counter.mkdir()
    elif spoil == "garbage":
        counter.write_bytes(b"\xff" * 100_000)
    other = keep("b")
    assert kept(root) == {key, other}
    if spoil == "garbage":
        assert counter.stat().st_size < 100


def test_a_folder_that_cannot_be_written_or_is_gone_is_no_error(root: Path) -> None:
    keep_within_limit(root, 1)
    assert not root.exists()
    root.touch()
    keep_within_limit(root, 1)
    assert list(entries_of(root, "clips")) == []


def test_marking_as_used_fails_quietly(root: Path, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    key = keep("a")
    monkeypatch.setattr(os, "utime", refuse)
    assert DiskCache(root / "clips", "clip").load(key) is not None


def test_the_first_that_is_kept_clears_away_what_a_killed_program_left(
    root: Path, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eviction, "_BETWEEN", 100 * SIZE)
    keep("a")
    part = root / "clips" / f".{'0' * 62}.clip.0123abcd.part"
    part.write_bytes(b"half")
    keep("b")
    assert not part.exists()

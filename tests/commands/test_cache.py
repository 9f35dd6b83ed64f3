"""nightcue cache, as a user runs it."""

import os
import re
import time

import pytest

from nightcue.storage.disk_cache import DiskCache

SHORT = "title: Short\nsteps:\n  - say: [Hello there, Not medical advice. Ask a clinician.]\n"


@pytest.fixture
def cache(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "kept"))
    return folder / "kept"


def entry(cache, kind, number, size=1_000_000, age=0.0):
    store = DiskCache(cache / kind, "clip" if kind == "clips" else "frames")
    key = f"{number:064x}"
    store.store(key, bytes(size))
    os.utime(store.path(key), (time.time() - age,) * 2)


def test_it_shows_the_folder_what_is_in_it_the_limit_and_the_oldest_use(run, cache):
    entry(cache, "clips", 1, 2_000_000, age=3.5 * 86_400)
    entry(cache, "clips", 2)
    entry(cache, "mp3", 3, 500_000)
    done = run("cache")
    assert done.exit_code == 0
    assert re.search(rf"^{cache}$", done.stdout, re.MULTILINE)
    assert re.search(r"^clips +2 entries +3\.0 MB$", done.stdout, re.MULTILINE)
    assert re.search(r"^mp3 +1 entry +500 kB$", done.stdout, re.MULTILINE)
    assert "3.5 MB of 500.0 MB" in done.stdout
    assert "used longest ago: 3 days ago" in done.stdout


def test_the_page_and_the_rescue_track_beside_it_are_shown_and_stay(run, cache):
    entry(cache, "clips", 1)
    (cache / "site/tracks").mkdir(parents=True)
    (cache / "site/tracks/bedtime.mp3").write_bytes(bytes(3_000_000))
    (cache / "ready").mkdir()
    (cache / "ready/rescue.en.mp3").write_bytes(bytes(500_000))
    shown = run("cache").stdout
    assert "1.0 MB of 500.0 MB" in shown
    assert f"the page of nightcue serve, 3.0 MB, in {cache / 'site'}\n" in shown
    assert f"the rescue track, ready for the night, 500 kB, in {cache / 'ready'}\n" in shown
    assert run("cache", "--clear").exit_code == 0
    assert sorted(path.name for path in cache.rglob("*.mp3")) == ["bedtime.mp3", "rescue.en.mp3"]
    assert "beside" in run("cache").stdout


@pytest.mark.parametrize(
    ("age", "said"), [(0, "just now"), (-9_000, "just now"), (61, "1 minute ago"), (7_300, "2 hours ago")]
)
def test_ages_in_words(run, cache, age, said):
    entry(cache, "clips", 1, age=age)
    assert f"used longest ago: {said}\n" in run("cache").stdout


def test_clear_empties_it_says_what_was_freed_and_the_next_build_makes_it_again(run, cache, routine, known_voice):
    path = routine(SHORT)
    run("build", path)
    first = (cache.parent / "audio_out/mine.en.mp3").read_bytes()
    done = run("cache", "--clear")
    assert done.exit_code == 0
    assert re.fullmatch(rf"freed \d+ kB \(\d entries\) in {cache}\n", done.stdout)
    assert list(cache.rglob("*")) == []
    known_voice.spoken.clear()
    (cache.parent / "audio_out/mine.en.mp3").unlink()
    assert run("build", path).exit_code == 0
    assert len(known_voice.spoken) == 2
    assert (cache.parent / "audio_out/mine.en.mp3").read_bytes() == first


def test_what_is_not_of_nightcue_is_left_and_told(run, cache):
    entry(cache, "clips", 1)
    (cache / "clips/photo.jpg").touch()
    done = run("cache", "--clear")
    assert done.exit_code == 0
    assert "is not of nightcue" in done.stderr
    assert [path.name for path in cache.rglob("*") if path.is_file()] == ["photo.jpg"]


@pytest.mark.parametrize("words", [["cache"], ["cache", "--clear"]])
def test_a_folder_that_is_missing_is_empty(run, cache, words):
    done = run(*words)
    assert done.exit_code == 0
    assert "0 kB" in done.stdout
    assert done.stderr == ""
    assert not cache.exists()


@pytest.mark.parametrize("words", [["cache"], ["cache", "--clear"]])
def test_a_file_in_its_place_is_told_with_a_way_out(run, cache, words):
    cache.write_text("not a folder")
    done = run(*words)
    assert done.exit_code == 0
    assert f"{cache} is not a folder" in done.stderr
    assert "NIGHTCUE_CACHE" in done.stderr
    assert cache.read_text() == "not a folder"


@pytest.mark.parametrize("words", [["cache"], ["cache", "--clear"]])
def test_garbage_is_no_error(run, cache, words):
    for name in ("clips/ab", "mp3/file", "written/x", f"clips/00/{'0' * 62}.clip/x", "clips/.x.12345678.part/x"):
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).write_bytes(b"\xff")
    (cache / "recipes").symlink_to(cache / "recipes")
    assert run(*words).exit_code == 0


def test_a_cache_that_cannot_be_deleted_is_exit_code_4_with_the_reason(run, cache, monkeypatch):
    entry(cache, "clips", 1)

    def refuse(path, **_):
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    done = run("cache", "--clear")
    assert done.exit_code == 4
    assert "freed 0 kB (0 entries)" in done.stdout
    assert "Read-only file system" in done.stderr
    assert str(cache) in done.stderr

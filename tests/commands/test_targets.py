"""What a build writes over, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = "title: T\nsteps:\n  - chapter: One\n  - say: This is not medical advice. Ask a clinician.\n"


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch, known_voice):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))


@pytest.mark.parametrize("more", [[], ["--overwrite"], ["--overwrite", "--format", "wav"]])
def test_a_routine_never_becomes_the_track_that_is_made_from_it(run, routine, more):
    path = routine(TEXT)
    done = run("build", path, "-o", path, *more)
    assert done.exit_code != 0
    assert f"cannot write {path}: the track is made from this file" in done.stderr
    assert Path(path).read_text() == TEXT


def test_a_file_that_is_no_track_of_ours_is_replaced_only_where_that_is_asked_for(run, routine, folder):
    path, letter = routine(TEXT), folder / "letter.mp3"
    letter.write_text("Dear all")
    done = run("build", path, "-o", "letter.mp3")
    assert "a file is there that nightcue did not make; take another name, or say --overwrite" in done.stderr
    assert letter.read_text() == "Dear all"
    assert run("build", path, "-o", "letter.mp3", "--overwrite").exit_code == 0
    assert letter.read_bytes()[:3] == b"ID3"


@pytest.mark.parametrize("format", ["mp3", "wav", "flac", "ogg", "opus"])
def test_a_track_of_ours_is_replaced_in_every_format(run, routine, format):
    for _ in range(2):
        done = run("build", routine(TEXT), "-o", f"night.{format}", "--force")
        assert done.exit_code == 0, done.output


def test_a_playlist_that_names_somebodys_song_does_not_make_it_ours(run, routine, folder):
    songs = folder / "audio_out/mine.en"
    songs.mkdir(parents=True)
    (songs / "01 My song.mp3").write_text("a song")
    (songs / "mine.en.m3u8").write_text("#EXTM3U\n01 My song.mp3\n")
    assert run("build", routine(TEXT), "--split").exit_code == 0
    assert (songs / "01 My song.mp3").read_text() == "a song"
    assert (songs / "01 One.mp3").exists()


def test_what_somebody_put_beside_the_tracks_of_a_site_stays(run, routine, folder):
    routine(TEXT)
    run("site", "page", "mine")
    (folder / "page/tracks/mine too.mp3").write_text("a song")
    routine(TEXT, "other")
    assert run("site", "page", "other").exit_code == 0
    assert sorted(path.name for path in (folder / "page/tracks").iterdir()) == ["mine too.mp3", "other.en.mp3"]

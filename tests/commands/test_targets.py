"""What a build writes over, and what it leaves alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

TEXT = "title: T\nsteps:\n  - chapter: One\n  - say: This is not medical advice. Ask a clinician.\n"


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch, known_voice):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))


@pytest.mark.parametrize("more", [[], ["--overwrite"], ["--overwrite", "--force"]])
def test_a_routine_never_becomes_the_track_that_is_made_from_it(run, routine, more):
    path = routine(TEXT)
    done = run("build", path, "-o", path, "--format", "mp3", *more)
    assert done.exit_code == 4
    assert f"cannot write {path}: what is to be written is made from this file" in done.stderr
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
    done = run("build", routine(TEXT), "--split")
    assert "cannot write audio_out/mine.en/mine.en.m3u8: a file is there that nightcue did not make" in done.stderr
    assert run("build", routine(TEXT), "--split", "--overwrite").exit_code == 0
    assert (songs / "01 My song.mp3").read_text() == "a song"
    assert (songs / "01 One.mp3").exists()


def test_what_somebody_put_beside_the_tracks_of_a_site_stays(run, routine, folder):
    routine(TEXT)
    run("site", "page", "mine")
    (folder / "page/tracks/mine too.mp3").write_text("a song")
    routine(TEXT, "other")
    assert run("site", "page", "other").exit_code == 0
    names = sorted(path.name for path in (folder / "page/tracks").iterdir())
    assert [name.split(".")[0] for name in names] == ["mine too", "other"]


def test_a_file_that_is_called_like_a_chapter_is_told_before_anything_is_spoken(run, routine, folder, known_voice):
    songs = folder / "audio_out/mine.en"
    songs.mkdir(parents=True)
    (songs / "01 One.mp3").write_text("a song")
    done = run("build", routine(TEXT), "--split")
    assert "cannot write audio_out/mine.en/01 One.mp3: a file is there that nightcue did not make" in done.stderr
    assert ([*songs.iterdir()], known_voice.spoken) == ([songs / "01 One.mp3"], [])
    assert run("build", routine(TEXT), "--split", "--overwrite").exit_code == 0
    assert (songs / "01 One.mp3").read_bytes()[:3] == b"ID3"


def test_words_that_somebody_put_beside_a_chapter_stay(run, routine, folder):
    run("build", routine(TEXT), "--split")
    lyrics = folder / "audio_out/mine.en/01 One.lrc"
    lyrics.write_text("[00:00.00]la la la\n")
    done = run("build", routine(TEXT), "--split", "--with", "lrc")
    assert "01 One.lrc: a file is there that nightcue did not make" in done.stderr
    assert run("build", routine(TEXT.replace("One", "Two")), "--split").exit_code == 0
    assert lyrics.read_text() == "[00:00.00]la la la\n"
    assert sorted(path.name for path in lyrics.parent.iterdir()) == ["01 One.lrc", "01 Two.mp3", "mine.en.m3u8"]


def track_name(site, name):
    """What the site calls the track of a routine: its name holds what is in it."""
    (track,) = (site / "tracks").glob(f"{name}.en.*.mp3")
    return track.name


def test_a_song_that_is_called_like_a_track_of_the_site_stays(run, routine, folder):
    routine(TEXT)
    run("site", "page", "mine")
    routine(TEXT, "song")
    run("site", "another", "song")
    song = folder / "page/tracks" / track_name(folder / "another", "song")
    song.write_text("a song")
    done = run("site", "page", "song")
    assert f"page/tracks/{song.name}: a file is there that nightcue did not make" in done.stderr
    assert (song.read_text(), done.exit_code) == ("a song", 4)
    assert run("site", "page", "song", "--overwrite").exit_code == 0
    assert song.read_bytes()[:3] == b"ID3"


def test_a_song_in_place_of_a_track_that_the_site_had_stays(run, routine, folder):
    routine(TEXT)
    run("site", "page", "mine")
    song = folder / "page/tracks" / track_name(folder / "page", "mine")
    song.write_text("a song")
    routine(TEXT, "other")
    assert run("site", "page", "other").exit_code == 0
    assert song.read_text() == "a song"


@pytest.mark.parametrize("what", ["routines/mine.yaml", "routines/parts/part.yaml", "routines/hm.wav"])
@pytest.mark.parametrize("words", [("build", "--format", "mp3", "-o"), ("build", "--split", "-o"), ("plot", "-o")])
def test_nothing_that_is_read_is_written_over_whatever_it_is_called(run, routine, folder, known_voice, what, words):
    """Each of them under a name that the command would write to, and with its leave to replace what is there."""
    (folder / "routines/parts").mkdir(parents=True)
    (folder / "routines/parts/part.yaml").write_text("steps: [say: A part.]\n")
    soundfile.write(folder / "routines/hm.wav", 0.1 * np.sin(np.arange(22_050) * 0.1), 22_050)
    path = routine(TEXT + "  - include: parts/part.yaml\n  - audio: hm.wav\n")
    target = {"--format": "night", "--split": "set/01 One.mp3"}.get(words[1], "night.png")
    (folder / target).parent.mkdir(exist_ok=True)
    (folder / target).symlink_to(folder / what)
    before = (folder / what).read_bytes()
    done = run(words[0], path, *words[1:], "set.mp3" if words[1] == "--split" else target, "--overwrite")
    assert f"cannot write {target}: what is to be written is made from this file; take another name" in done.stderr
    assert ((folder / what).read_bytes(), known_voice.spoken) == (before, [])


def test_the_diary_and_the_profile_are_not_written_over(run, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    run("diary", "add", "--cramps", "2", "--no-input")
    run("profile", "set", "--name", "Ana")
    for kept in ("data/diary/nights.db", "config/profile.yaml"):
        before = (folder / kept).read_bytes()
        done = run("diary", "export", "--format", "csv", "--overwrite", "-o", kept)
        assert "made from this file" in done.stderr
        assert (folder / kept).read_bytes() == before


@pytest.mark.parametrize("name", ["night.aac", "night.mp4", "night.txt", "v1.5"])
def test_an_ending_that_is_no_format_needs_one(run, routine, folder, name):
    done = run("build", routine(TEXT), "-o", name)
    assert (done.exit_code, (folder / name).exists()) == (2, False)
    assert f"{name} ends in no format that is written; end it in one of mp3, wav," in done.stderr.replace("\n", " ")
    assert run("build", routine(TEXT), "-o", name, "--format", "mp3").exit_code == 0
    assert (folder / name).read_bytes()[:3] == b"ID3"


@pytest.mark.parametrize("more", [[], ["--split"]])
def test_an_ending_and_a_format_that_do_not_agree(run, routine, folder, more):
    done = run("build", routine(TEXT), "-o", "night.mp3", "--format", "wav", *more)
    assert (done.exit_code, [path.name for path in folder.iterdir()]) == (2, ["routines"])
    assert "night.mp3 ends as mp3 does, and --format says wav" in done.stderr
    assert run("build", routine(TEXT), "-o", "night.WAV", "--format", "wav", *more).exit_code == 0


def test_folders_may_have_a_point_in_their_names(run, routine, folder):
    (folder / "v1.5").mkdir()
    assert run("build", routine(TEXT), "-o", "v1.5").exit_code == 0
    assert run("build", routine(TEXT), "-o", "v1.6", "--split").exit_code == 0
    assert (folder / "v1.5/mine.en.mp3").exists()
    assert (folder / "v1.6/mine.en/01 One.mp3").exists()


def test_the_folder_of_the_chapters_may_be_a_link(run, routine, folder):
    (folder / "card").mkdir()
    (folder / "night").symlink_to("card")
    assert run("build", routine(TEXT), "-o", "night.mp3", "--split").exit_code == 0
    assert (folder / "night").is_symlink()
    assert (folder / "card/01 One.mp3").exists()


@pytest.mark.parametrize("words", [("build", "routines/mine.yaml", "--split", "-o", "night.mp3"), ("site", "night")])
@pytest.mark.parametrize("kind", ["file", "pipe", "link away"])
def test_where_no_folder_can_be(run, routine, folder, words, kind):
    routine(TEXT)
    place = folder / "night"
    {"file": place.touch, "pipe": lambda: os.mkfifo(place), "link away": lambda: place.symlink_to("away/x")}[kind]()
    done = run(*words)
    assert (done.exit_code, place.is_dir(), (folder / "away").exists()) == (4, False, False)
    assert "cannot write" in done.stderr


@pytest.mark.parametrize("words", [("build", "mine", "--split", "--force", "-o", "set.mp3"), ("site", "set", "mine")])
def test_pipes_and_links_in_a_folder_that_is_written_again_stay(run, routine, folder, words):
    routine(TEXT)
    run(*words)
    os.mkfifo(folder / "set/pipe")
    (folder / "set/link").symlink_to("/dev/zero")
    assert run(*words).exit_code == 0
    assert (folder / "set/pipe").is_fifo()
    assert (folder / "set/link").is_symlink()


@pytest.mark.parametrize("words", [("--jobs", "1"), ("--jobs", "2")])
@pytest.mark.parametrize(("one", "other"), [("Night", "night"), ("caf\u00e9", "cafe\u0301"), ("STRASSE", "straße")])
def test_tracks_of_one_run_that_some_disks_hold_as_one(run, routine, folder, words, one, other):
    paths = [routine(TEXT.replace("title: T", f"title: {name}"), name) for name in (one, other)]
    done = run("build", *paths, "-o", "night/", *words)
    assert f"{paths[1]}: its track would take the place of that of {paths[0]} on a disk that knows no" in done.stderr
    assert "1 of 2 routines were not built" in done.stderr
    assert [path.name for path in (folder / "night").iterdir()] == [f"{one}.en.mp3"]


def test_routines_of_one_name_in_two_folders_are_no_one_track(run, routine, folder):
    routine(TEXT)
    (folder / "old").mkdir()
    (folder / "old/mine.yaml").write_text(TEXT.replace("title: T", "title: Old"))
    done = run("build", "routines/mine.yaml", "old/mine.yaml")
    assert "old/mine.yaml: its track would take the place of that of routines/mine.yaml; rename one" in done.stderr
    assert done.exit_code == 2


def test_two_languages_of_a_name_are_two_tracks_and_one_routine_asked_for_twice_is_one(run, routine, folder):
    path = routine(TEXT, "night")
    (folder / "routines/es").mkdir()
    (folder / "routines/es/Night.yaml").write_text(
        "title: T\nlanguage: es\nsteps: [say: Esto no es un consejo médico. Consulte a un médico.]\n"
    )
    assert run("build", path, "routines/es/Night.yaml", path).exit_code == 0
    assert sorted(path.name for path in (folder / "audio_out").iterdir()) == ["Night.es.mp3", "night.en.mp3"]


@pytest.mark.parametrize("words", ["list", "plan night", "check night", "check", "build night", "record night"])
def test_names_that_are_one_on_many_disks_are_told_by_every_command(run, routine, words):
    for name in ("Night", "night"):
        routine(TEXT, name)
    done = run(*words.split())
    told = "routines/Night.yaml and routines/night.yaml have the same name on many disks; rename one of them"
    assert (done.exit_code, done.stderr.count(told) > 0) == (0, True)


def test_a_name_that_could_be_either_is_none(run, routine):
    for name in ("Night", "night"):
        routine(TEXT, name)
    done = run("plan", "NIGHT")
    assert done.exit_code == 1
    assert "error[same-name]: routines/Night.yaml and routines/night.yaml have the same name" in done.stderr


def test_a_check_for_programs_has_it_too(run, routine):
    for name in ("Night", "night"):
        routine(TEXT, name)
    found = json.loads(run("check", "night", "--json").stdout)
    assert ("same-name", "routines/night.yaml") in [(each["code"], each["file"]) for each in found]
